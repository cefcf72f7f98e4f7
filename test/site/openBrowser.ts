import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../examples/findChromium.ts";

/** A page of a browser, with what it has complained about and asked for. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of its console, what was thrown, and answers that are none. */
  readonly complaints: string[];
  /** What was asked of anybody but the site. */
  readonly foreign: string[];
}

/** How a page is looked at. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: "light" | "dark";
}

export function launchBrowser(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath: findChromium(), args });
}

export async function openPage(browser: Browser, origin: string, view: View): Promise<OpenPage> {
  const { width, height, colorScheme } = view;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:") && !url.startsWith("blob:")) foreign.push(url);
  });
  return { page, context, complaints, foreign };
}

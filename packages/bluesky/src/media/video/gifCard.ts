import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { parseUrl } from "../../platform/parseUrl.ts";

/** What there is to say of a GIF that is somewhere on the web. */
export interface GifOptions {
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** What it is called. @default what it shows */
  readonly title?: string | undefined;
}

/** A link card that apps show as a moving picture. */
export interface GifCard {
  /** Where it is, with its size. */
  readonly uri: string;
  /** What it is called. */
  readonly title: string;
  /** What it shows. */
  readonly description: string;
}

/**
 * The link card that stands for a GIF on the web: apps that know its host play it in the place of the card. To upload a GIF of your own,
 * use `video`.
 *
 * @throws {InvalidOptionError} where the URL is no web address that ends in `.gif`, or the size is none
 * @example
 * ```ts
 * const card = gifCard("https://media.tenor.com/x/cat.gif", { alt: "A cat falls off a chair", width: 498, height: 280 });
 * await post(client, "Monday", { card });
 * ```
 */
export function gifCard(url: string, options: GifOptions): GifCard {
  const { alt, width, height, title = alt } = options;
  const parsed = parseUrl(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || !parsed.pathname.endsWith(".gif")) {
    throw invalidOption("url", `Expected the web address of a GIF, which ends in .gif, got ${JSON.stringify(url)}.`);
  }
  if (![width, height].every((pixels) => Number.isSafeInteger(pixels) && pixels > 0)) {
    throw invalidOption("width", `Expected \`width\` and \`height\` in pixels, got ${width} and ${height}.`);
  }
  parsed.searchParams.set("hh", `${height}`);
  parsed.searchParams.set("ww", `${width}`);
  return { uri: parsed.href, title, description: `ALT: ${alt}` };
}

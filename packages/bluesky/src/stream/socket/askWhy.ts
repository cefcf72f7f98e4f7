import { sleep } from "../../platform/abort/sleep.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
import { readText } from "../../platform/http/readText.ts";
import { refusalOf } from "./refusalOf.ts";
import type { Refusal } from "./Socket.ts";

/** As long as an answer is waited for, in milliseconds. */
const PATIENCE = 10_000;
/** Most that is read of an answer, in bytes. */
const MOST = 16_384;

/**
 * Asks a host why it does not open a connection: by a plain request to the same address.
 *
 * @returns `undefined` where it does not refuse, or does not answer
 */
export async function askWhy(url: string): Promise<Refusal | undefined> {
  const controller = new AbortController();
  const ask = async (): Promise<Refusal | undefined> => {
    try {
      const { signal } = controller;
      const response = await platformFetch(url.replace(/^ws/, "http"), { signal, redirect: "manual" });
      // 426 asks for what was just tried.
      if (response.status < 400 || response.status === 426) return undefined;
      return refusalOf(response.status, (await readText(response, MOST)) ?? "");
    } catch {
      return undefined;
    }
  };
  const refusal = await Promise.race([ask(), sleep(PATIENCE, controller.signal).then(() => undefined)]);
  controller.abort();
  return refusal;
}

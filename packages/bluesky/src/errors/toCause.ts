import { failureReason } from "../platform/http/failureReason.ts";
import type { Hide } from "./redact.ts";
import { isTelling, showText } from "./toShown.ts";

/** How much of a cause is looked at. What is larger may hold anything. */
const MOST_PARTS = 500;
const MOST_TEXT = 100_000;

/** What objects of platforms may show though it is not their own: errors of the DOM, requests. */
const INHERITED: readonly string[] = ["message", "name", "headers", "url"];

/**
 * What an error has as its cause: what was thrown, as it is, unless it holds a secret in a text of it, or in what hangs on it (a
 * header, a request). Then it is described: an error with its name, its code and what may be shown of its message.
 */
export function toCause(thrown: unknown, hide: Hide): unknown {
  try {
    return isSafe(thrown, hide) ? thrown : describe(thrown, hide);
  } catch {
    // A getter that throws, a proxy that does not let itself be looked at.
    return new Error("something that cannot be read was thrown");
  }
}

function describe(thrown: unknown, hide: Hide): unknown {
  if (typeof thrown === "string") return showText(thrown, hide);
  const { name } = Object(thrown) as { name?: unknown };
  const { code, text } = failureReason(thrown);
  const said = showText(text, hide);
  // What platforms say of a header quotes it, also where it is not known to be a secret.
  const described = new Error(quotesHeader(said) ? said.replace(/(["'`]).*\1/s, "[value]") : said);
  Object.defineProperty(described, "name", { value: showText(`${name ?? "Error"}`, hide) });
  return code === undefined ? described : Object.assign(described, { code: showText(code, hide) });
}

/** Whether nothing that is text in a value tells a secret. What is too large to tell is not safe. */
function isSafe(thrown: unknown, hide: Hide): boolean {
  const seen = new Set<unknown>([thrown]);
  let length = 0;
  // A set goes on over what is added meanwhile.
  for (const part of seen) {
    if (typeof part === "string") {
      length += part.length;
      if (quotesHeader(part) || isTelling(part, hide)) return false;
    } else if (typeof part === "object" && part !== null && !ArrayBuffer.isView(part)) {
      for (const name of [...Object.getOwnPropertyNames(part), ...INHERITED]) {
        seen.add((part as Record<string, unknown>)[name]);
      }
      // What keeps its values elsewhere: headers, maps, sets.
      const { forEach } = part as { forEach?: unknown };
      if (typeof forEach === "function") (part as Set<unknown>).forEach((value) => void seen.add(value));
    }
    if (seen.size > MOST_PARTS || length > MOST_TEXT) return false;
  }
  return true;
}

/** Whether it is what platforms say of a header that they do not take: many quote its value. */
function quotesHeader(text: string): boolean {
  return /header/i.test(text) && /invalid|illegal|not valid/i.test(text) && /["'`]/.test(text);
}

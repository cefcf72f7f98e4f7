import type { Hide } from "./redact.ts";

/** The most that an error shows of one text: what a server says may be of any length. */
const MOST = 2000;

/** How deep the fields of an error are looked at. They are flat but for lists of issues. */
const DEPTH = 6;

/** Where no secret is known. */
export const asIs: Hide = (text) => text;

/**
 * What an error may show of a value: everything that is text in an error passes here. Secrets that are known are blacked out, as is
 * what looks like a token or a password in a URL; control characters, with which a server could forge lines of a log, become
 * spaces; and what is too long is cut off.
 */
export function toShown(value: unknown, hide: Hide = asIs, depth: number = DEPTH): unknown {
  if (typeof value === "string") return showText(value, hide);
  if (typeof value !== "object" || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => toShown(item, hide, depth - 1));
  // A date, a class of somebody else: nothing of ours, and nothing to copy.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toShown(inner, hide, depth - 1)]));
}

/** As `toShown`, of a text. */
export function showText(text: string, hide: Hide = asIs): string {
  // A secret must not get shorter before it is found.
  const shown = hideLookalikes(hide(text.slice(0, 2 * MOST)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const plain = shown.slice(0, MOST).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
  return text.length > MOST ? `${plain}…` : plain;
}

/** Whether a text holds what an error must not show. */
export function isTelling(text: string, hide: Hide): boolean {
  return hideLookalikes(text) !== text || hide(text) !== text;
}

/** Blacks out what looks like a secret, whoever's it is. */
function hideLookalikes(text: string): string {
  return (
    text
      // Three parts in base 64 of which the first begins with `{"`: a JWT.
      .replace(/eyJ[\w-]{5,}(?:\.[\w-]*)*/g, "[token]")
      .replace(/(:\/\/)[^\s/?#@]+@/g, "$1[secret]@")
  );
}

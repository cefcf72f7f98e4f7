/** The most that an error shows of one text: what a server says may be of any length. */
const MOST = 2000;

/** How deep the fields of an error are looked at. They are flat but for lists of issues. */
const DEPTH = 6;

/**
 * What an error may show of a value: everything that is text in an error passes here. Tokens are blacked out, control
 * characters, with which a server could forge lines of a log, become spaces, and what is too long is cut off.
 */
export function toShown(value: unknown, depth: number = DEPTH): unknown {
  if (typeof value === "string") return showText(value);
  if (typeof value !== "object" || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => toShown(item, depth - 1));
  // A date, a class of somebody else: nothing of ours, and nothing to copy.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toShown(inner, depth - 1)]));
}

/** As `toShown`, of a text. */
export function showText(text: string): string {
  // Three parts in base 64 of which the first begins with `{"`: a JWT.
  const shown = text.slice(0, MOST).replace(/eyJ[\w-]{5,}(?:\.[\w-]*)*/g, "[token]");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const plain = shown.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
  return text.length > MOST ? `${plain}…` : plain;
}

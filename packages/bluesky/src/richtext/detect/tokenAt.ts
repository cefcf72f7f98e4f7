import { isAlphanumeric, isSpace, mayBegin } from "./characters.ts";

/** A mention or a tag that somebody is writing. */
export interface Token {
  /** Which sign it begins with: `@`, or `#`. */
  readonly type: "mention" | "tag";
  /** What of it stands before the caret, without its sign: empty right after that. */
  readonly query: string;
  /** Where it begins, with its sign. */
  readonly start: number;
  /** Where it ends, which may be after the caret. */
  readonly end: number;
}

/** Longer than a handle or a tag can be. */
const LONGEST = 256;

/**
 * The mention or tag at the caret of a text field, be it ever so short: what to suggest completions for. {@link
 * detectFacets} finds them when they are complete. Places are those of JavaScript strings, as `selectionStart`.
 *
 * @example
 * ```ts
 * // In "Hello @bo": { type: "mention", query: "bo", start: 6, end: 9 }
 * const token = tokenAt(field.value, field.selectionStart);
 * if (token) draft = replaceText(draft, token.start, token.end, mention("bob.test"));
 * ```
 */
export function tokenAt(text: string, caret: number): Token | undefined {
  if (typeof text !== "string") return; // programs without types give anything
  const place = Math.min(caret, text.length);
  for (let start = place - 1; start >= Math.max(0, place - LONGEST); start--) {
    const sign = text.charAt(start);
    if (isSpace(text.charCodeAt(start))) return;
    if (!"@#＃".includes(sign) || !mayBegin(text, start)) continue;
    const type = sign === "@" ? "mention" : "tag";
    const isPart = type === "mention" ? isOfHandle : isOfTag;
    let end = start + 1;
    while (end < text.length && isPart(text, end)) end++;
    return end < place ? undefined : { type, query: text.slice(start + 1, place), start, end };
  }
  return undefined;
}

function isOfHandle(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 45 || code === 46 || isAlphanumeric(code); // - .
}

function isOfTag(text: string, at: number): boolean {
  return !isSpace(text.charCodeAt(at)) && !/[\u20e2\u00ad\u2060\u200b\u200c()[\]{}<>"“”]/.test(text.charAt(at));
}

import { isAlphanumeric, mayBegin } from "./characters.ts";
import type { Scanned } from "./Found.ts";
import { hasLabels, isTopLevelDomain } from "./isTopLevelDomain.ts";

/** The mention whose `@` is at a place. */
export function scanMention(text: string, start: number): Scanned {
  if (!mayBegin(text, start)) return;
  let end = start + 1;
  for (; ; end++) {
    const code = text.charCodeAt(end);
    if (code !== 45 && code !== 46 && !isAlphanumeric(code)) break; // - .
  }
  const scanned = end;
  while (end > start && !isAlphanumeric(text.charCodeAt(end - 1))) end--;
  const did = text.slice(start + 1, end).toLowerCase();
  const domain = did.slice(did.lastIndexOf(".") + 1);
  // Handles of development networks end in .test, and Punycode nobody writes by accident. What goes on with an
  // underscore is another name.
  const isHandle =
    did !== domain &&
    hasLabels(did) &&
    text.charCodeAt(scanned) !== 95 &&
    (/^(?:test$|xn--)/.test(domain) || isTopLevelDomain(domain));
  return isHandle ? { feature: { $type: "app.bsky.richtext.facet#mention", did }, start, end } : scanned;
}

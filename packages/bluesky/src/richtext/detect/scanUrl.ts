import { isBorder } from "./characters.ts";

/**
 * Where a URL ends that is already read up to a place: before white space and whatever else is in none, before a
 * bracket that it has not opened, and before the punctuation of the sentence around it.
 */
export function scanUrl(text: string, from: number): number {
  let open = 0;
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (isBorder(code)) break;
    const bracket = "([{)]}".indexOf(text.charAt(end));
    if (bracket > 2 && open-- === 0) break;
    if (bracket >= 0 && bracket < 3) open++;
  }
  while (end > from && ".,;:!?'…([{".includes(text.charAt(end - 1))) end--;
  return end;
}

import { parseUrl } from "../../platform/parseUrl.ts";
import { isDigit, isWordAt, mayBegin } from "./characters.ts";
import type { Scanned } from "./Found.ts";
import { hasLabels, isTopLevelDomain } from "./isTopLevelDomain.ts";
import { toLink } from "./scanLink.ts";
import { scanUrl } from "./scanUrl.ts";

/** The link without a scheme whose first dot is at a place. Nothing before `floor` belongs to it. */
export function scanDomain(text: string, dot: number, floor: number): Scanned {
  if (!isWordAt(text, dot + 1)) return;
  let start = dot;
  while (start > floor && isOfLabel(text, start - 1)) start--;
  let end = dot + 1;
  while (text.charCodeAt(end) === 46 || isOfLabel(text, end)) end++;
  const scanned = end;
  while (!isWordAt(text, end - 1)) end--;
  const after = text.charCodeAt(end);
  // Not an address of e-mail, nor a name in code: @ _
  if (after === 64 || after === 95 || !mayBegin(text, start) || !isDomain(text.slice(start, end))) {
    return scanned;
  }
  // A path, a port, a query, a fragment: / : ? #
  const goesOn = after === 47 || after === 35 || after === 63 || (after === 58 && isDigit(text.charCodeAt(end + 1)));
  return toLink("https://", text, start, start, goesOn ? scanUrl(text, end) : end);
}

function isDomain(domain: string): boolean {
  const label = domain.slice(domain.lastIndexOf(".") + 1);
  if (
    !hasLabels(domain) ||
    // "I was there.So was he": a sentence without a space.
    (label !== label.toLowerCase() && label !== label.toUpperCase()) ||
    // A time of day, as in 10.30.am: sites that are named by a number have longer ones.
    /^(?:\d\d?\.)+[^.]+$/.test(domain) ||
    // Words that run into a domain, in scripts without spaces.
    /[⺀-\uffff][a-z\d]|[a-z\d][⺀-\uffff]/i.test(domain)
  ) {
    return false;
  }
  // As the URL has it: in lower case, and in Punycode.
  const host = parseUrl(`https://${domain}`)?.hostname ?? "";
  return isTopLevelDomain(host.slice(host.lastIndexOf(".") + 1)) || /^xn--/i.test(label);
}

/** A letter or digit of any script, or a hyphen. */
function isOfLabel(text: string, at: number): boolean {
  return text.charCodeAt(at) === 45 || isWordAt(text, at);
}

import { TOP_LEVEL_DOMAINS } from "./topLevelDomains.ts";

// Read at the first use: loading this module does nothing.
let known: Set<string> | undefined;

/**
 * Whether there is such a top-level domain, given in lower case, with letters beyond ASCII in Punycode (`xn--p1ai`). Of
 * those only the short ones are known: рф, укр, 中国, ไทย.
 */
export function isTopLevelDomain(label: string): boolean {
  known ??= readDomains();
  return known.has(label);
}

/**
 * Whether the labels of a domain are labels: none is empty, and hyphens only join. Its end is known to be a letter or
 * digit.
 */
export function hasLabels(domain: string): boolean {
  return !/^[.-]|[.-]\.|\.-/.test(domain);
}

function readDomains(): Set<string> {
  const domains = new Set<string>();
  TOP_LEVEL_DOMAINS.split(" ").forEach((list, punycode) => {
    let domain = "";
    for (const [, mark = "", rest] of list.matchAll(/([(-/])([^(-/]*)/g)) {
      domain = domain.slice(0, mark.charCodeAt(0) - 40) + rest;
      domains.add(punycode ? `xn--${domain}` : domain);
    }
  });
  return domains;
}

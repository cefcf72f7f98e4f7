import { parseUrl } from "../../platform/parseUrl.ts";
import { splitsPair } from "../model/splitsPair.ts";

const PATH_LENGTH = 15;
const KEPT_LENGTH = 13;

/**
 * A web address as the app shows it: without its scheme, and of a path with query and fragment that is longer than 15
 * characters only the first 13 and `...`. What is no web address stays as it is.
 *
 * @example
 * ```ts
 * toShortUrl("https://example.com/a/very/long/path"); // "example.com/a/very/long/..."
 * ```
 */
export function toShortUrl(url: string): string {
  const [, authority, rest] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(url) ?? [];
  const host = parseUrl(url)?.host;
  if (authority === undefined || rest === undefined || !host) return url;
  // A name beyond ASCII is shown as it is written, not in Punycode.
  const name = /^[ -~]*$/.test(authority) ? host : authority.slice(authority.lastIndexOf("@") + 1);
  if (rest === "/") return name;
  if (rest.length <= PATH_LENGTH) return name + rest;
  return `${name}${rest.slice(0, splitsPair(rest, KEPT_LENGTH) ? KEPT_LENGTH - 1 : KEPT_LENGTH)}...`;
}

import { invalidOption } from "../errors/InvalidOptionError.ts";
import { typeOf } from "../errors/typeOf.ts";
import { parseUrl } from "../platform/parseUrl.ts";
import { isLoopback } from "./isLoopback.ts";

/**
 * The origin of a service that the user has named. A user and a password in it are left out: platforms take none in addresses.
 * Only what is surely a host is shown again: a URL may hold a secret.
 *
 * @param option under which name it was given
 * @throws {InvalidOptionError} if it is not an http or https URL, or has a path or a query, which would be lost
 */
export function toService(service: unknown, option = "service"): string {
  const expected = `Expected the URL of a server as \`${option}\`, as in https://host`;
  const url = typeof service === "string" ? parseUrl(service) : undefined;
  if (url && /^https?:$/.test(url.protocol)) {
    const { pathname, search, hash, origin } = url;
    if (pathname === "/" && !search && !hash) return origin;
    const found = pathname === "/" ? "a query or a fragment" : "a path";
    throw invalidOption(option, `${expected}, got ${origin} with ${found}: did you mean ${origin}?`);
  }
  const [host, name = ""] = typeof service === "string" ? (/^([a-z\d.-]+)(?::\d{1,5})?$/i.exec(service) ?? []) : [];
  if (host === undefined || !/[.:]|^localhost$/i.test(host)) {
    throw invalidOption(option, `${expected}, got ${typeof service === "string" ? "no URL" : typeOf(service)}.`);
  }
  throw invalidOption(
    option,
    `${expected}, got "${host}": did you mean ${isLoopback(name) ? "http" : "https"}://${host}?`,
  );
}

import { parseUrl } from "../platform/parseUrl.ts";
import { isPublicHost } from "./isPublicHost.ts";

/**
 * The origin of a service's URL that somebody else wrote, into a DID document say; `undefined` if the URL is not one
 * that a client may call: it must be an https origin, without a path, on a public host. `allowHttp` admits http and
 * private hosts.
 *
 * @see https://atproto.com/specs/did
 */
export function toServiceOrigin(value: unknown, { allowHttp }: { allowHttp: boolean }): string | undefined {
  if (typeof value !== "string") return;
  const url = parseUrl(value);
  if (!url) return;
  const { protocol, hostname, origin, href } = url;
  // What else a URL can hold (user, path, query, fragment) would make it differ from its origin.
  if (href !== `${origin}/` || value.length > 2048) return;
  if (allowHttp ? /^https?:$/.test(protocol) : protocol === "https:" && isPublicHost(hostname)) return origin;
  return;
}

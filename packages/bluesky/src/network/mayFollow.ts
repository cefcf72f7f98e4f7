import { isLoopback } from "./isLoopback.ts";
import { isPublicHost } from "./isPublicHost.ts";
import type { NetworkConfig } from "./NetworkConfig.ts";

/** What decides whether a redirect is followed. */
export interface FollowRules extends Pick<NetworkConfig, "allowHttp"> {
  /** Whether the user has named the server that was asked first, rather than somebody else's document. */
  isNamed(): boolean;
}

/**
 * Whether a redirect may be followed: it is held to what the first address is held to. It may lead on at the same server, and to any
 * https server with a public name; anywhere where the network has `allowHttp`; and from one server of this machine to
 * another where the user has named the first: what a document of somebody else names leads nobody into a private network.
 */
export function mayFollow(to: URL, from: URL, rules: FollowRules): boolean {
  const { protocol, hostname, origin, username, password } = to;
  if ((protocol !== "https:" && protocol !== "http:") || username || password) return false;
  if (rules.allowHttp || origin === from.origin) return true;
  if (protocol === "https:" && isPublicHost(hostname)) return true;
  return isLoopback(from.hostname) && isLoopback(hostname) && rules.isNamed();
}

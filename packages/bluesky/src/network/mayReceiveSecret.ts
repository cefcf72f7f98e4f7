import { isLoopback } from "./isLoopback.ts";
import { isPublicHost } from "./isPublicHost.ts";
import type { NetworkConfig } from "./NetworkConfig.ts";

/**
 * Whether a server may be given a secret: a password, a token, a header that holds one. It may over https where its host is a name of
 * the public internet, or one under `test`, which is for networks of one's own; on this machine itself (`localhost`,
 * `*.localhost`, `127.0.0.0/8`, `::1`), also over http; and, where the network has `allowHttp`, anywhere. Whatever hands a secret
 * out asks this before.
 *
 * @param url the server's; what else it holds (a user, a path) is not looked at
 */
export function mayReceiveSecret(url: URL, network?: Pick<NetworkConfig, "allowHttp"> | undefined): boolean {
  const { protocol, hostname } = url;
  if (protocol !== "https:" && protocol !== "http:") return false;
  if (network?.allowHttp || isLoopback(hostname)) return true;
  return protocol === "https:" && (isPublicHost(hostname) || /\.test\.?$/i.test(hostname));
}

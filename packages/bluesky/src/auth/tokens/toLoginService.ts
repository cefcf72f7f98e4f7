import { isPublicHost } from "../../network/isPublicHost.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { authError } from "../errors/AuthError.ts";

/**
 * The origin of a server that somebody named for their password: https, or of one's own machine.
 *
 * @throws AuthError `invalid_service`
 */
export function toLoginService(service: string, network?: Pick<NetworkConfig, "allowHttp">): string {
  if (URL.canParse(service)) {
    const { protocol, hostname, origin } = new URL(service);
    const http = protocol === "http:" && (network?.allowHttp || !isPublicHost(hostname));
    if (http || protocol === "https:") return origin;
  }
  throw authError("invalid_service", "Expected the https URL of a server.");
}

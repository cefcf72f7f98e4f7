import { isPublicHost } from "../network/isPublicHost.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { AuthError } from "./AuthError.ts";

/**
 * The origin of a server that somebody named for their password: https, or of one's own machine.
 *
 * @throws AuthError `invalid_service`
 */
export function toLoginService(service: string, { allowHttp }: NetworkConfig): string {
  const url = URL.canParse(service) ? new URL(service) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && (allowHttp || !isPublicHost(url.hostname)))) {
    return url.origin;
  }
  throw new AuthError(
    "invalid_service",
    "Expected the https URL of a server as `service`, as in https://pds.example.com.",
  );
}

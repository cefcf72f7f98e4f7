import { isPublicHost } from "../../../network/isPublicHost.ts";
import { type MediaError, mediaError } from "../../model/MediaError.ts";
import { isAddress, isPublicAddress } from "./isPublicAddress.ts";

/** The ports of the web. `URL` leaves out the one that its protocol has anyway. */
const PORTS: readonly string[] = ["", "80", "443"];

/**
 * Refuses a URL that nobody should ask on behalf of others: of another protocol or port than the web's, with a login, or of a host that
 * is not a public one. Whatever way an address is written in (decimal, octal, short, with other dots), `URL` has made one of it.
 *
 * @param allowed hosts that are asked all the same: `host`, or `host:port`
 * @throws {MediaError} `card_refused`
 */
export function checkPageUrl(url: URL, allowed: readonly string[]): void {
  const { protocol, hostname, port, username, password } = url;
  if (protocol !== "http:" && protocol !== "https:") throw refused(url, "only http and https are asked");
  if (username || password) throw refused(url, "it has a login in it");
  if (isAllowed(url, allowed)) return;
  if (!PORTS.includes(port)) throw refused(url, `port ${port} is not one of the web's`);
  if (!(isAddress(hostname) ? isPublicAddress(hostname) : isPublicHost(hostname))) {
    throw refused(url, "its host is not on the public internet");
  }
}

/** Whether a host was named as one that is asked wherever it is. */
export function isAllowed({ host, hostname }: URL, allowed: readonly string[]): boolean {
  return allowed.some((name) => [host, hostname].includes(name.toLowerCase()));
}

/** The error for a URL that is not asked. What follows the host may be anything, and may be secret. */
export function refused({ protocol, host }: URL, why: string): MediaError {
  const shown = host ? `${protocol}//${host}` : protocol;
  const help = "name hosts that may be private in the option `allowPrivate`";
  return mediaError("card_refused", `${shown} is not asked: ${why} (${help})`);
}

import { checkNumber } from "../../../errors/checkNumber.ts";
import { invalidOption } from "../../../errors/DevnetError.ts";
import type { StreamFault } from "../fault/StreamFault.ts";

/**
 * Whoever connects is answered with an HTTP status instead of a WebSocket.
 *
 * @param status - The status. @default 503
 * @param options - `error` and `message` of its body, and headers.
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.refuse(429, { error: "RateLimitExceeded", headers: { "retry-after": "1" } }), { times: 2 });
 * ```
 */
export function refuse(
  status = 503,
  options: { error?: string | undefined; message?: string | undefined; headers?: Record<string, string> } = {},
): StreamFault {
  checkNumber("refuse: status", status, { min: 200, max: 599, whole: true });
  const { error = "NotEnoughResources", message, headers = {} } = options;
  return { name: "refuse", connect: (connection) => connection.refuse(status, { error, message }, headers) };
}

/**
 * Whoever connects is led to another origin, which may be another relay.
 *
 * @param to - The origin: `http://host:port`. Path and query stay.
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.redirect(other.origin));
 * ```
 */
export function redirect(to: string, { status = 307 }: { status?: number | undefined } = {}): StreamFault {
  if (!URL.canParse(to)) throw invalidOption("redirect: to", "an absolute URL", to);
  checkNumber("redirect: status", status, { min: 300, max: 399, whole: true });
  return {
    name: "redirect",
    connect: (connection) => connection.refuse(status, {}, { location: new URL(connection.path, to).href }),
  };
}

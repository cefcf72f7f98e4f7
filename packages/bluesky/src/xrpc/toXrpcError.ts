import { AuthExpiredError } from "./AuthExpiredError.ts";
import type { Call } from "./Call.ts";
import { isRepeatable } from "./isRepeatable.ts";
import { RateLimitedError } from "./RateLimitedError.ts";
import { XrpcError } from "./XrpcError.ts";

/** What looks like a token, should a server repeat one. */
const TOKEN = /eyJ[\w.-]+/g;

/** Makes the error of an answer that is not a success, whatever its body is. */
export function toXrpcError(call: Call, response: Response, text: string): XrpcError {
  const { status, headers } = response;
  let name = "Unknown";
  let reason: string | undefined;
  try {
    const { error, message } = JSON.parse(text);
    if (error) name = `${error}`;
    if (message) reason = `${message}`.replace(TOKEN, "[token]");
  } catch {
    reason = `no XRPC error, but ${headers.get("content-type") ?? "no content type"}`;
  }
  if (status === 413) reason = `more than the server takes; ${reason}`;
  if (status === 429) return new RateLimitedError("rate_limited", call, response, name, reason, true);
  if (/^(?:expired|invalid)_?token$/i.test(name))
    return new AuthExpiredError("auth_expired", call, response, name, reason);
  const transient = status === 408 || (status >= 500 && status !== 501);
  return new XrpcError("xrpc_error", call, response, name, reason, transient && isRepeatable(call));
}

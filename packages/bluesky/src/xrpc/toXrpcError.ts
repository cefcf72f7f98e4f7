import type { Call } from "./Call.ts";
import { CallError } from "./CallError.ts";
import { isRepeatable } from "./isRepeatable.ts";
import { parseJson } from "./parseJson.ts";
import { parseRetryAfter } from "./parseRetryAfter.ts";
import type { XrpcError } from "./XrpcError.ts";

/** Makes the error of an answer that is not a success, whatever its body is. */
export function toXrpcError(call: Call, { status, headers }: Response, text: string): XrpcError {
  const { rateLimit } = call;
  let { error, message } = Object(parseJson(text));
  if (typeof error !== "string") {
    // Not an XRPC error: a proxy's page, say.
    error = "Unknown";
    message = headers.get("content-type");
  }
  // What looks like a token, should a server repeat one.
  const reason = typeof message === "string" ? message.replace(/eyJ[\w.-]+/g, "[token]") : undefined;
  let about = reason ? `${error}: ${reason}` : error;
  if (status === 413) about += ", too large";
  let code = "xrpc_error";
  let retryable = (status === 408 || (status > 499 && status !== 501)) && isRepeatable(call);
  if (status === 429) {
    code = "rate_limited";
    retryable = true;
    if (rateLimit) about += `, limit ${rateLimit.policy}`;
  } else if (/^(?:expired|invalid)_?token$/i.test(error)) code = "auth_expired";
  const fields = {
    status,
    error,
    reason,
    rateLimit,
    retryAfter: parseRetryAfter(headers, rateLimit),
    missingScope: /scope "(.+?)"/.exec(about)?.[1],
    retryable,
  };
  return new CallError(call, code, `${about} (HTTP ${status})`, fields, undefined, headers) as XrpcError; // it has all of one
}

import { isBlueskyError } from "../errors/BlueskyError.ts";
import { parseUrl } from "../platform/parseUrl.ts";
import type { Call } from "../xrpc/contract/Call.ts";
import type { TelemetryAttributes } from "./TelemetryApi.ts";

/**
 * What is known of a call: of its server once that is known, which with a session is when it has answered. Nothing of what the
 * call carries is in it: no parameters, no headers, no bodies.
 */
export function describeCall({ nsid, method, service, response }: Call): TelemetryAttributes {
  return { "atproto.nsid": nsid, "http.request.method": method, ...describeServer(response?.url || service) };
}

function describeServer(address: string | undefined): TelemetryAttributes {
  const url = address ? parseUrl(address) : undefined;
  if (!url?.hostname) return {};
  const port = Number(url.port) || (url.protocol === "http:" ? 80 : 443);
  return { "server.address": url.hostname, "server.port": port };
}

/** What is known of an attempt when it has ended: `error` is what it threw, if it did. */
export function describeOutcome({ response }: Call, error: unknown): TelemetryAttributes {
  const status = response?.status;
  return {
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(error !== undefined && { "error.type": errorType(error) }),
  };
}

/** A word of a small set, as it should be: the status of an answer, or the code of an error of ours. */
export function errorType(error: unknown): string {
  if (!isBlueskyError(error)) return "_OTHER";
  const { code, status } = error as { code: string; status?: unknown }; // some have one
  return typeof status === "number" && status >= 400 ? `${status}` : code;
}

import type { Call } from "../contract/Call.ts";
import { toNetworkError } from "../errors/NetworkError.ts";

/** Headers that say what is wanted, and hold no secret. */
const HARMLESS: readonly string[] = [
  "accept",
  "accept-encoding",
  "accept-language",
  "atproto-accept-labelers",
  "atproto-proxy",
  "user-agent",
];

/** Sends the request, with the session's credentials or without. @throws {NetworkError} */
export async function send(fetch: typeof globalThis.fetch, call: Call, signal: AbortSignal): Promise<Response> {
  const { session, service, path, headers, body, method } = call;
  // A body may hold a password, a header a token: neither goes where a redirect leads.
  const isHarmless = method === "GET" && [...headers.keys()].every((name) => HARMLESS.includes(name));
  const redirect = isHarmless && !session ? "follow" : "manual";
  const init = { method, headers, signal, body, redirect, duplex: "half" } as RequestInit; // `duplex` is unknown to its type
  call.sent = true;
  try {
    if (session) return await session.fetchHandler(path, init);
    // What is no URL must throw: it is no path on a web page's server.
    return await fetch(new URL(service ?? "").origin + path, init);
  } catch (error) {
    throw toNetworkError(call, error);
  }
}

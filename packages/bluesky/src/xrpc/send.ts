import type { Call } from "./Call.ts";
import { toNetworkError } from "./toNetworkError.ts";

/** Sends the request, with the session's credentials or without. @throws {NetworkError} */
export async function send(fetch: typeof globalThis.fetch, call: Call, signal: AbortSignal): Promise<Response> {
  const { session, service, path, headers, body, method } = call;
  // A body may hold a password, a header that says more than what is wanted a token: neither goes where a redirect leads.
  const secret = [...headers.keys()].some((name) => !/^(?:accept|atproto)-|^user-a/.test(name));
  const redirect = session || secret || method === "POST" ? "manual" : "follow";
  const init = { method, headers, signal, body, redirect, duplex: "half" } as RequestInit; // `duplex` is unknown to its type
  call.sent = true;
  try {
    return await (session
      ? session.fetchHandler(path, init)
      : // As `URL` does it, in less time. What is no URL must throw: it is no path on a web page's server.
        fetch((/^https?:\/\/[^/?#]+/i.exec(service as string)?.[0] ?? new URL(service as string)) + path, init));
  } catch (error) {
    throw toNetworkError(call, error);
  }
}

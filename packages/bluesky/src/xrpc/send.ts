import { isBlueskyError } from "../errors/BlueskyError.ts";
import type { Call } from "./Call.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";
import { toNetworkError } from "./toNetworkError.ts";

/** Headers that say nothing of who is asking. Any other may be a secret. */
const PLAIN = /^(?:a(?:ccept|tproto)-|user-agent$)/;

/** Sends the request, with the session's credentials or without. */
export async function send(fetch: typeof globalThis.fetch, call: Call, signal: AbortSignal): Promise<Response> {
  const { session, service, path, headers, body, method } = call;
  // A body may hold a password, a header a token: neither goes where a redirect leads.
  const follow = method === "GET" && !session && [...headers.keys()].every((name) => PLAIN.test(name));
  const init = { method, headers, signal, body, redirect: follow ? "follow" : "manual", duplex: "half" } as RequestInit; // `duplex` is unknown to its type
  let response: Response;
  try {
    response = await (session ? session.fetchHandler(path, init) : fetch(new URL(path, service), init));
  } catch (error) {
    throw isBlueskyError(error) ? error : toNetworkError(call, error);
  }
  // A redirect, whose status a browser hides.
  if (!response.ok && response.status < 400) {
    void response.body?.cancel();
    throw new InvalidResponseError(call, response, "a redirect, not followed: where it leads may get a secret");
  }
  return response;
}

import { typeOf } from "../../errors/typeOf.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { fetchFollowing } from "../../network/fetchFollowing.ts";
import { isHarmlessHeader } from "../../network/isHarmlessHeader.ts";
import { mayReceiveSecret } from "../../network/mayReceiveSecret.ts";
import { throwIfAborted } from "../../platform/abort/throwIfAborted.ts";
import { dropBody } from "../../platform/http/dropBody.ts";
import { isResponse } from "../../platform/http/isResponse.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import type { Call } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";
import { toNetworkError } from "../errors/NetworkError.ts";
import { carriesSecret } from "../errors/secretsOf.ts";

/**
 * Sends the request, with the session's credentials or without.
 *
 * @throws {NetworkError} if there is no response
 * @throws {InvalidRequestError} if the request cannot be built
 */
export async function send(fetch: typeof globalThis.fetch, call: Call, signal: AbortSignal): Promise<Response> {
  // Whoever waits for a hook that is late has given up by now.
  throwIfAborted(signal);
  const { session, path, headers, body, method } = call;
  // `duplex` is unknown to its type. A body may hold a password, a header a token: neither goes where a redirect leads.
  const init = { method, headers, signal, body, redirect: "manual", duplex: "half" } as RequestInit;
  const origin = session ? "" : toOrigin(call);
  call.sent = true;
  let response: Response;
  try {
    if (session) response = await session.fetchHandler(path, init);
    else if (method === "GET" && areHarmless(headers)) {
      const { service, network: { allowHttp, appView, pds } = blueskyNetwork } = call.options;
      const isNamed = (): boolean =>
        [service, appView?.url, pds].some((named) => parseUrl(named ?? "")?.origin === origin);
      response = await fetchFollowing(fetch, origin + path, init, { allowHttp, isNamed });
    } else response = await fetch(origin + path, init);
    if (!isResponse(response))
      throw new TypeError(`expected an answer of ${session ? "the session" : "fetch"}, got ${typeOf(response)}`);
  } catch (error) {
    throw toNetworkError(call, error);
  }
  if (signal.aborted) dropBody(response);
  throwIfAborted(signal);
  return response;
}

function areHarmless(headers: Headers): boolean {
  for (const name of headers.keys()) if (!isHarmlessHeader(name)) return false;
  return true;
}

/** The origin of the server that a call goes to, if it may get what the call carries. @throws {InvalidRequestError} */
function toOrigin(call: Call): string {
  const { service, options } = call;
  const url = parseUrl(service ?? "");
  const code = "invalid_request";
  // It is what a route says, or the network: that of an option has been looked at.
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw invalidRequest(
      { ...call, service: undefined },
      { code, message: "expected the URL of a server to send it to" },
    );
  }
  call.service = url.origin;
  if (!mayReceiveSecret(url, options.network) && carriesSecret(call)) {
    const help = "https, a server on this machine, or a network with `allowHttp`";
    throw invalidRequest(call, {
      code,
      message: `it would send a secret to ${url.origin}: use ${help}`,
    });
  }
  return url.origin;
}

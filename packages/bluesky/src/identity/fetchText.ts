import { abortedError } from "../errors/AbortedError.ts";
import { checkSignal } from "../errors/checkSignal.ts";
import { typeOf } from "../errors/typeOf.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { fetchFollowing } from "../network/fetchFollowing.ts";
import { abortable } from "../platform/abort/abortable.ts";
import { after } from "../platform/abort/after.ts";
import { dropBody } from "../platform/http/dropBody.ts";
import { failureReason } from "../platform/http/failureReason.ts";
import { isResponse } from "../platform/http/isResponse.ts";
import { platformFetch } from "../platform/http/platformFetch.ts";
import { readText } from "../platform/http/readText.ts";
import { parseUrl } from "../platform/parseUrl.ts";
import { identityError } from "./IdentityError.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";

/** What a server answered. */
export interface TextAnswer {
  readonly status: number;
  readonly ok: boolean;
  /** Empty for an answer to a GET that is not ok. */
  readonly text: string;
}

/** How a text is asked for. */
export interface FetchTextOptions extends ResolveOptions {
  /** The handle or DID that it is about, for errors. */
  readonly about: string;
  /** In bytes. */
  readonly maxSize: number;
  readonly accept?: string;
  /** Whether the network names the server, and not a handle or a DID. @default false */
  readonly isNamed?: boolean;
  /** JSON to send by POST. No redirect is followed then: it would be written elsewhere. */
  readonly body?: string;
}

/**
 * Gets a small text, within a time and a size, whether or not `fetch` obeys signals. Redirects are followed as far as the rules for
 * first addresses let it: each is judged before it is asked.
 *
 * @throws {IdentityError} `resolution_failed`
 * @throws {AbortedError}
 */
export async function fetchText(url: string, options: FetchTextOptions): Promise<TextAnswer> {
  const { about, signal, timeout = 5_000 } = options;
  checkSignal(signal);
  const controller = new AbortController();
  const end = after(timeout, signal, () => controller.abort());
  try {
    return await abortable(ask(url, options, controller.signal), controller.signal);
  } catch (cause) {
    if (signal?.aborted) throw abortedError(`${about}: aborted`, signal);
    const reason = controller.signal.aborted ? `no answer within ${timeout} ms` : failureReason(cause).text;
    const host = parseUrl(url)?.host ?? "the server that the network names";
    throw identityError("resolution_failed", about, `${host} could not be reached: ${reason}`, { cause });
  } finally {
    end();
  }
}

async function ask(url: string, options: FetchTextOptions, signal: AbortSignal): Promise<TextAnswer> {
  const { maxSize, accept, network = blueskyNetwork, fetch = platformFetch, isNamed = false, body } = options;
  const init: RequestInit = { signal, ...(accept && { headers: { accept } }) };
  const rules = { allowHttp: network.allowHttp, isNamed: () => isNamed };
  const headers = { "content-type": "application/json" };
  const response =
    body === undefined
      ? await fetchFollowing(fetch, url, init, rules)
      : await fetch(url, { ...init, method: "POST", redirect: "manual", headers, body });
  if (!isResponse(response)) throw new TypeError(`expected an answer of fetch, got ${typeOf(response)}`);
  const { status, ok } = response;
  const isRead = ok || body !== undefined;
  if (!isRead) dropBody(response);
  // A status of 0: browsers hide redirects.
  if (status < 200 || (status > 299 && status < 400)) throw new Error("it redirects to where a client must not go");
  const text = isRead ? await readText(response, maxSize) : "";
  if (text === undefined) throw new Error(`its answer is longer than ${maxSize} bytes`);
  return { status, ok, text };
}

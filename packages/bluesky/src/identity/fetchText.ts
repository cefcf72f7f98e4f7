import { abortedError } from "../errors/AbortedError.ts";
import { failureReason } from "../platform/failureReason.ts";
import { readText } from "../platform/readText.ts";
import { identityError } from "./IdentityError.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";

/** What a server answered. */
export interface TextAnswer {
  readonly status: number;
  readonly ok: boolean;
  /** Empty for an answer that is not ok. */
  readonly text: string;
  /** Where it came from, after redirects. */
  readonly url: string;
}

/** How a text is asked for. */
export interface FetchTextOptions extends ResolveOptions {
  /** The handle or DID that it is about, for errors. */
  readonly about: string;
  /** In bytes. */
  readonly maxSize: number;
  readonly accept?: string;
  readonly redirect?: RequestRedirect;
}

/**
 * Gets a small text, within a time and a size.
 *
 * @throws IdentityError `resolution_failed`; AbortedError
 */
export async function fetchText(url: string, options: FetchTextOptions): Promise<TextAnswer> {
  const { about, maxSize, accept, redirect = "error", signal, timeout = 5_000, fetch = globalThis.fetch } = options;
  const limit = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, {
      redirect,
      credentials: "omit",
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(accept && { headers: { accept } }),
    });
    const { status, ok } = response;
    if (!ok) await response.body?.cancel();
    const text = ok ? await readText(response, maxSize) : "";
    if (text === undefined) throw new Error(`its answer is longer than ${maxSize} bytes`);
    return { status, ok, text, url: response.url || url };
  } catch (cause) {
    if (signal?.aborted) throw abortedError(`${about}: aborted`, signal);
    const reason = limit.aborted ? `no answer within ${timeout} ms` : failureReason(cause).text;
    throw identityError("resolution_failed", about, `${new URL(url).host} could not be asked: ${reason}`, {
      cause,
    });
  }
}

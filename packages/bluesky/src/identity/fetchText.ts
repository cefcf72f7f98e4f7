import { readText } from "../xrpc/readText.ts";
import { IdentityError } from "./IdentityError.ts";
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
 * @throws IdentityError `resolution_failed`, `aborted`
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
    if (signal?.aborted) throw new IdentityError("aborted", about, "the signal was aborted", { cause });
    const reason = limit.aborted ? `no answer within ${timeout} ms` : reasonOf(cause);
    throw new IdentityError("resolution_failed", about, `${new URL(url).host} could not be asked: ${reason}`, {
      cause,
    });
  }
}

/** Platforms put the reason of a failed fetch into the cause: "fetch failed" by itself says nothing. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  return String(cause?.code ?? cause?.message ?? error.message);
}

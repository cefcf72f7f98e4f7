import { BlueskyError } from "../../../errors/BlueskyError.ts";
import { reasonOf } from "../../../errors/createError.ts";
import { abortable } from "../../../platform/abort/abortable.ts";
import { quietly } from "../../../platform/abort/quietly.ts";
import { decodeUtf8 } from "../../../platform/bytes/decodeUtf8.ts";
import { dropBody } from "../../../platform/http/dropBody.ts";
import { isResponse } from "../../../platform/http/isResponse.ts";
import { openBody } from "../../../platform/http/openBody.ts";
import { parseUrl } from "../../../platform/parseUrl.ts";
import { mediaError } from "../../model/MediaError.ts";
import { checkPageUrl } from "./checkPageUrl.ts";

/** How many redirects are followed. */
const MOST_REDIRECTS = 5;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** How a page or an image is asked for. */
export interface FetchPageOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Hosts that may be private. */
  readonly allowed: readonly string[];
  /** Media types that are wanted, as in the header `accept`. */
  readonly accept: string;
  /** How many bytes are read. */
  readonly max: number;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface FetchedPage {
  /** Where it was in the end. */
  readonly url: URL;
  /** What the server says that it is. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Whether there was more, which was not read. */
  readonly isCut: boolean;
}

/**
 * Gets a page or an image. Each address that it leads to is judged before it is asked, and no more is read than is wanted.
 *
 * @throws {MediaError} `card_refused`, `card_failed`
 */
export async function fetchPage(start: URL, options: FetchPageOptions): Promise<FetchedPage> {
  const { fetch, allowed, accept, max, signal } = options;
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    checkPageUrl(url, allowed);
    const [asked = ""] = url.href.split("#");
    const response = await ask(url, () => fetch(asked, { headers: { accept }, redirect: "manual", signal }), signal);
    if (!isResponse(response)) throw mediaError("card_failed", `${url.origin} was not read: \`fetch\` gave no answer`);
    const { status, headers, url: found } = response;
    // A `fetch` that follows by itself has asked somebody who was not judged: what came of it is not used.
    if (found && found !== asked) {
      dropBody(response);
      throw mediaError(
        "card_failed",
        `${url.origin} was not read: \`fetch\` followed a redirect that it was told not to`,
      );
    }
    if (REDIRECTS.includes(status)) {
      dropBody(response);
      const location = headers.get("location");
      const next = location ? parseUrl(toText(location), url.href) : undefined;
      if (!next) throw mediaError("card_failed", `${url.origin} answered ${status}, and leads nowhere`);
      url = next;
      continue;
    }
    if (status < 200 || status > 299) {
      dropBody(response);
      // Browsers do not show where a redirect leads.
      const answer = status === 0 ? "with a redirect that this platform hides" : status;
      throw mediaError("card_failed", `${url.origin} answered ${answer}`);
    }
    const read = await ask(url, () => readUpTo(response, max, signal), signal);
    return { url, type: headers.get("content-type") ?? "", ...read };
  }
  throw mediaError("card_failed", `${start.origin} was not read: more than ${MOST_REDIRECTS} redirects`);
}

/** What a header means where it is not ASCII: servers send UTF-8, and `fetch` shows each of its bytes. */
function toText(header: string): string {
  return decodeUtf8(Uint8Array.from(header, (character) => character.charCodeAt(0))) ?? header;
}

/** Errors of ours pass, whatever they were put into on their way. */
async function ask<T>(url: URL, run: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await abortable(run(), signal);
  } catch (error) {
    if (error instanceof BlueskyError) throw error;
    if (signal.aborted && signal.reason instanceof BlueskyError) throw signal.reason;
    throw mediaError("card_failed", `${url.origin} was not read: ${reasonOf(error)}`, { cause: error });
  }
}

/** The first bytes of a body. The rest is given up. */
async function readUpTo(
  response: Response,
  max: number,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly isCut: boolean }> {
  const reader = openBody(response);
  const bytes = new Uint8Array(max);
  let size = 0;
  try {
    for (;;) {
      const { done, value } = reader ? await abortable(reader.read(), signal) : { done: true };
      if (done || !value) return { bytes: bytes.subarray(0, size), isCut: false };
      const fits = value.subarray(0, max - size);
      bytes.set(fits, size);
      size += fits.length;
      if (fits.length < value.length) return { bytes, isCut: true };
    }
  } finally {
    quietly(() => reader?.cancel());
  }
}

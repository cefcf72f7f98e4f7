/** For Node, Deno and Bun, whose `http` asks for a name's addresses through a function that can be given. */
import dns from "node:dns";
import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { pipeline, Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { isAllowed, refused } from "./checkPageUrl.ts";
import type { GuardedFetchOptions } from "./createGuardedFetch.ts";
import { isPublicAddress } from "./isPublicAddress.ts";

/** An address of a name, as `node:dns` gives it. Its type of its own: declarations must not need Node's. */
export interface LookupAddress {
  readonly address: string;
  readonly family: number;
}

/** What asks for all addresses of a name: that of `node:dns`, or another. */
export type LookupAll = (
  hostname: string,
  options: { readonly all: true },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Makes a `fetch` for GET that looks at the addresses of a name in the moment in which it connects: what a name server says
 * later changes nothing. A name of which one address is private is refused. It follows no redirects. An address in the place of a
 * name is not looked up, so it is for the caller to judge.
 *
 * @param lookup the platform's, unless a test has its own
 */
export function createGuardedFetch(
  { allowed }: GuardedFetchOptions,
  lookup: LookupAll = dns.lookup,
): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(`${input}`);
    const answer = await send(url, init ?? {}, guard(url, allowed, lookup));
    const { statusCode = 500, headers } = answer;
    const kept = Object.entries(headers).filter(([name]) => /^(?:content-type|location)$/.test(name));
    const body = decode(answer);
    // No answer to a GET with these has a body, and `Response` refuses one.
    const isEmpty = statusCode === 204 || statusCode === 205 || statusCode === 304;
    if (isEmpty) body.destroy();
    // Two declarations of one and the same class.
    const stream = isEmpty ? null : (Readable.toWeb(body) as unknown as ReadableStream<Uint8Array>);
    return new Response(stream, { status: statusCode, headers: kept as [string, string][] });
  };
}

/** The lookup of one request. */
function guard(url: URL, allowed: readonly string[], lookup: LookupAll): LookupFunction {
  return (hostname, { all }, done) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      const bad = !isAllowed(url, allowed) && addresses?.some(({ address }) => !isPublicAddress(address));
      const [first] = addresses ?? [];
      if (error || !first) done(error ?? new Error(`no address is known for ${hostname}`), "", 4);
      else if (bad) done(refused(url, "its name leads to an address that is not on the public internet"), "", 4);
      else if (all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

function send(url: URL, { headers, signal }: RequestInit, lookup: LookupFunction): Promise<IncomingMessage> {
  const secure = url.protocol === "https:";
  const options: RequestOptions = {
    // Connections that are kept may have been made by somebody who does not look at addresses.
    agent: false,
    headers: {
      ...(headers as Record<string, string>),
      "accept-encoding": "gzip, deflate, br",
      // Many servers refuse whoever does not say what it is.
      "user-agent": "Mozilla/5.0 (compatible; bluesky link card)",
    },
    lookup,
    ...(signal && { signal }),
  };
  return new Promise((resolve, reject) => {
    const request = secure ? requestHttps(url, options, resolve) : requestHttp(url, options, resolve);
    request.on("error", reject);
    request.end();
  });
}

/** The body without its compression. It is taken apart as it is read, so nobody has more of it than they ask for. */
function decode(answer: IncomingMessage): Readable {
  const decoders: Record<string, (() => Transform) | undefined> = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  const encoding = answer.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined;
  if (!decoder) return answer;
  // What breaks is seen by whoever reads.
  return pipeline(answer, decoder, () => {});
}

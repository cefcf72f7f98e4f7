import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { isPublicHost } from "../network/isPublicHost.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { parseBounded } from "../platform/http/parseBounded.ts";
import { parseUrl } from "../platform/parseUrl.ts";
import { isDid } from "../syntax/did.ts";
import type { DidDocument } from "./DidDocument.ts";
import { fetchText } from "./fetchText.ts";
import { identityError } from "./IdentityError.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";

/**
 * Fetches the document of a DID: a `did:plc` from the network's directory, a `did:web` from its host.
 *
 * @throws {IdentityError} `invalid_identifier`, `unsupported_did_method`, `did_not_found`, `invalid_did_document`,
 *   `resolution_failed`
 * @throws {AbortedError}
 * @example
 * ```ts
 * const document = await resolveDid("did:plc:z72i7hdynmk6r22z27h6tvur");
 * ```
 * @see https://atproto.com/specs/did
 */
export async function resolveDid(did: string, options: ResolveOptions = {}): Promise<DidDocument> {
  const { network = blueskyNetwork } = options ?? {}; // programs without types give null
  if (!isDid(did)) throw identityError("invalid_identifier", did, "expected a DID, as in did:web:example.com");
  const url = documentUrl(did, network);
  const accept = "application/did+ld+json, application/json";
  const isNamed = did.startsWith("did:plc:");
  const { ok, status, text } = await fetchText(url, { ...options, about: did, accept, maxSize: 262_144, isNamed });
  if (status === 404 || status === 410) throw identityError("did_not_found", did, `${url} answered ${status}`);
  if (!ok) throw identityError("resolution_failed", did, `${url} answered ${status}`);
  return parseDidDocument(text, did);
}

/** @throws {IdentityError} `invalid_did_document` */
function parseDidDocument(text: string, did: string): DidDocument {
  const document = parseBounded(text);
  if (document === undefined) throw identityError("invalid_did_document", did, "its document is not JSON");
  if (isDidDocument(document, did)) return document;
  throw identityError("invalid_did_document", did, "what was served as its document has another id, or none");
}

/** Whether a value is the document of this DID. */
export function isDidDocument(value: unknown, did: string): value is DidDocument {
  return Object(value).id === did;
}

/**
 * Where the document of a DID is.
 *
 * @throws {IdentityError} `invalid_identifier`, `unsupported_did_method`, `resolution_failed`
 */
export function documentUrl(did: string, { plc, allowHttp }: NetworkConfig): string {
  if (/^did:plc:[a-z2-7]{24}$/.test(did)) {
    const url = parseUrl(`/${did}`, plc);
    if (url) return url.href;
    throw identityError("resolution_failed", did, "the network names no URL of a directory");
  }
  if (did.startsWith("did:plc:")) {
    throw identityError("invalid_identifier", did, "expected 24 characters of base32 after did:plc:");
  }
  // The protocol allows hosts only: further colons would be a path. A port, with its colon escaped, is for localhost.
  const host = /^did:web:([^:]+)$/.exec(did)?.[1]?.replace(/%3a/i, ":").toLowerCase();
  const isLocal = /^localhost(?::\d+)?$/.test(host ?? "");
  const url = parseUrl(`${isLocal ? "http" : "https"}://${host}/.well-known/did.json`);
  // What a URL makes of a name is what is asked: another one would be asked in its place.
  if (host !== undefined && url?.host === host && (allowHttp || (!url.port && isPublicHost(url.hostname))))
    return url.href;
  throw identityError("unsupported_did_method", did, "expected did:plc, or did:web of a public host without a path");
}

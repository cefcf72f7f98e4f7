import type { DidDocument } from "./DidDocument.ts";
import { getService, type ServiceOptions } from "./getService.ts";

/**
 * The origin of the server that has the account's repository, as the DID document names it. `undefined` if it names
 * none, or only servers that must not be called: without https, with a path, or at a private address.
 *
 * @example
 * ```ts
 * getPds(await resolveDid(did)); // "https://morel.us-east.host.bsky.network"
 * ```
 * @see https://atproto.com/specs/did#did-documents
 */
export function getPds(document: DidDocument, options: ServiceOptions = {}): string | undefined {
  return getService(document, "#atproto_pds", "AtprotoPersonalDataServer", options);
}

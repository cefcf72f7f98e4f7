import { findEntry } from "../crypto/document/findEntry.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkOptions } from "../network/NetworkOptions.ts";
import { toServiceOrigin } from "../network/toServiceOrigin.ts";
import type { DidDocument } from "./DidDocument.ts";

/** Options of {@link getService} and `getPds`. The network decides which addresses may be called. */
export type ServiceOptions = Pick<NetworkOptions, "network">;

/**
 * The origin of a service that a DID document names.
 *
 * @param fragment its id: `#atproto_pds`, `#atproto_labeler`
 * @param type its type: `AtprotoPersonalDataServer`, `AtprotoLabeler`
 * @returns `undefined` if it names none, or only services that must not be called
 * @example
 * ```ts
 * const labeler = getService(await resolveDid(did), "#atproto_labeler", "AtprotoLabeler");
 * ```
 */
export function getService(
  document: DidDocument,
  fragment: string,
  type: string,
  { network = blueskyNetwork }: ServiceOptions = {},
): string | undefined {
  return findEntry(document, "service", fragment, (entry) =>
    entry.type === type ? toServiceOrigin(entry.serviceEndpoint, network) : undefined,
  );
}

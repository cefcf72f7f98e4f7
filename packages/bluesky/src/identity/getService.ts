import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { toServiceOrigin } from "../network/toServiceOrigin.ts";
import type { DidDocument } from "./DidDocument.ts";
import { findEntry } from "./findEntry.ts";

/**
 * The origin of a service that a DID document names.
 *
 * @param fragment its id: `#atproto_pds`, `#atproto_labeler`
 * @param type its type: `AtprotoPersonalDataServer`, `AtprotoLabeler`
 */
export function getService(
  document: DidDocument,
  fragment: string,
  type: string,
  network: Pick<NetworkConfig, "allowHttp">,
): string | undefined {
  return findEntry(document, "service", fragment, (entry) =>
    entry.type === type ? toServiceOrigin(entry.serviceEndpoint, network) : undefined,
  );
}

import type { DidDocument } from "../DidDocument.ts";
import type { PlcData } from "./PlcOperation.ts";

/** What a DID document is made of. */
export type DidData = Omit<PlcData, "rotationKeys">;

/**
 * The document of a DID, from what is known of it: of the data of a verified log, it needs no trust in the directory.
 *
 * @example
 * ```ts
 * const { did, data } = await readPlcLog("did:plc:z72i7hdynmk6r22z27h6tvur");
 * if (data) console.log(getPds(toDidDocument(did, data)));
 * ```
 * @see https://atproto.com/specs/did#did-documents
 */
export function toDidDocument(did: string, { alsoKnownAs, verificationMethods, services }: DidData): DidDocument {
  return {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    alsoKnownAs: [...alsoKnownAs],
    verificationMethod: Object.entries(verificationMethods).map(([id, key]) => ({
      id: `${did}#${id}`,
      type: "Multikey",
      controller: did,
      publicKeyMultibase: key.replace("did:key:", ""),
    })),
    service: Object.entries(services).map(([id, { type, endpoint }]) => ({
      id: `#${id}`,
      type,
      serviceEndpoint: endpoint,
    })),
  };
}

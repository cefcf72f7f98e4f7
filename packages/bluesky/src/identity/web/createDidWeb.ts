import { toMultibase } from "../../crypto/key/multikey.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { isHandle } from "../../syntax/handle.ts";
import type { DidDocument } from "../DidDocument.ts";
import { getPds } from "../getPds.ts";
import { identityError } from "../IdentityError.ts";
import { isPublicKey } from "../plc/isPublicKey.ts";
import type { PlcService } from "../plc/PlcOperation.ts";
import { toHandleUri } from "../plc/parseOperation.ts";
import { toDidDocument } from "../plc/toDidDocument.ts";
import { documentUrl } from "../resolveDid.ts";

/** What the document of a `did:web` says. */
export interface DidWebData {
  /** The handle. It counts once it points back to the DID. */
  readonly handle: string;
  /** The origin of the PDS. */
  readonly pds: string;
  /** The key that signs the repository, as `did:key` or as a multibase string: its PDS says which. */
  readonly signingKey: string;
  /** More servers, by id, as `atproto_labeler`. @default none */
  readonly services?: Readonly<Record<string, PlcService>> | undefined;
}

/** The document of a `did:web`, and where it has to be. */
export interface DidWeb {
  /** The URL that the document has to be served at, as JSON. */
  readonly url: string;
  /** The document. */
  readonly document: DidDocument;
}

/**
 * Makes the document of a `did:web`, to be served at the URL that comes with it. Whoever has the host has the account: there is no
 * log, no recovery, and a host that is lost takes the account with it.
 *
 * @throws {IdentityError} `unsupported_did_method` for a DID that has no document of this kind, `invalid_did_document` for a
 *   handle, server or key that is none
 * @example
 * ```ts
 * const { url, document } = createDidWeb("did:web:example.com", { handle: "example.com", pds, signingKey });
 * console.log(url, JSON.stringify(document));
 * ```
 * @see https://atproto.com/specs/did#blessed-did-methods
 */
export function createDidWeb(did: string, data: DidWebData, options: Pick<NetworkOptions, "network"> = {}): DidWeb {
  const { network = blueskyNetwork } = options;
  const { handle, pds, signingKey, services } = data;
  if (!did.startsWith("did:web:")) throw identityError("unsupported_did_method", did, "expected a did:web");
  const url = documentUrl(did, network);
  const fail = (expected: string, got: string): Error =>
    identityError("invalid_did_document", did, `expected ${expected}, got ${got.slice(0, 200)}`);
  if (!isHandle(handle.replace("at://", ""))) throw fail("a handle", handle);
  if (!isPublicKey(signingKey)) throw fail("a public key of P-256 or K-256", signingKey);
  const document = toDidDocument(did, {
    alsoKnownAs: [toHandleUri(handle.toLowerCase())],
    verificationMethods: { atproto: `did:key:${toMultibase(signingKey)}` },
    services: { atproto_pds: { type: "AtprotoPersonalDataServer", endpoint: pds }, ...services },
  });
  if (getPds(document, { network }) === undefined) throw fail("the origin of a server that may be called", pds);
  return { url, document };
}

import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { isDid } from "../syntax/did.ts";
import type { DidDocument } from "./DidDocument.ts";
import { getHandle } from "./getHandle.ts";
import { getPds } from "./getPds.ts";
import { getSigningKey } from "./getSigningKey.ts";
import { IdentityError, identityError } from "./IdentityError.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";
import { resolveDid } from "./resolveDid.ts";
import { resolveHandle } from "./resolveHandle.ts";
import { toHandle } from "./toHandle.ts";

/** Who somebody is, according to handle, DID and DID document together. */
export interface Identity {
  /** The DID of the account. */
  readonly did: string;
  /** In lower case, and verified in both directions. `handle.invalid` if there is no valid one. */
  readonly handle: string;
  /** Origin of the account's server. `undefined` if the document names none that may be called. */
  readonly pds: string | undefined;
  /** The key that signs the repository, as a multibase string. */
  readonly signingKey: string | undefined;
  /** The DID document, as it was served. */
  readonly didDocument: DidDocument;
}

/** The two lookups, which a cache may stand in front of. */
export interface Lookups {
  resolveHandle(handle: string): Promise<string>;
  resolveDid(did: string): Promise<DidDocument>;
}

/**
 * Finds out who a handle or a DID is. A handle counts only if it points to a DID whose document names that handle.
 *
 * A DID with an invalid handle is still an identity, with the handle `handle.invalid`. An invalid handle is an error.
 *
 * @throws {IdentityError} `invalid_identifier`, `handle_mismatch`
 * @throws {unknown} what `resolveHandle` and `resolveDid` throw
 * @example
 * ```ts
 * const { did, pds } = await resolveIdentity("bsky.app");
 * ```
 */
export async function resolveIdentity(identifier: string, options: ResolveOptions = {}): Promise<Identity> {
  return identify(identifier, options, {
    resolveHandle: (handle) => resolveHandle(handle, options),
    resolveDid: (did) => resolveDid(did, options),
  });
}

/** As `resolveIdentity`, by given lookups. */
export async function identify(identifier: string, options: ResolveOptions, lookups: Lookups): Promise<Identity> {
  const { network = blueskyNetwork } = options ?? {}; // programs without types give null
  const byDid = isDid(identifier);
  const did = byDid ? identifier : await lookups.resolveHandle(identifier);
  const didDocument = await lookups.resolveDid(did);
  const claimed = getHandle(didDocument);
  if (!byDid && claimed !== toHandle(identifier)) {
    const other = claimed ?? "no handle";
    throw identityError("handle_mismatch", identifier, `it points to ${did}, whose document names ${other}`);
  }
  const holds = claimed !== undefined && (!byDid || (await pointsTo(claimed, did, lookups)));
  return {
    did,
    handle: holds ? claimed : "handle.invalid",
    pds: getPds(didDocument, { network }),
    signingKey: getSigningKey(didDocument),
    didDocument,
  };
}

/** Only an abort is thrown: for the reader of a DID, a handle that cannot be verified is one that does not hold. */
async function pointsTo(handle: string, did: string, lookups: Lookups): Promise<boolean> {
  try {
    return (await lookups.resolveHandle(handle)) === did;
  } catch (error) {
    if (error instanceof IdentityError) return false;
    throw error;
  }
}

import { hasLowS } from "../../crypto/curve/lowS.ts";
import type { DidResolver } from "../../crypto/document/DidResolver.ts";
import { getVerificationKey } from "../../crypto/document/getVerificationKey.ts";
import { toMultibase } from "../../crypto/key/multikey.ts";
import { findKey } from "../../crypto/signature/keptKeys.ts";
import { type VerifyOptions, verifySignature } from "../../crypto/signature/verifySignature.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { type RepoErrorReason, repoError } from "../model/RepoError.ts";
import type { SignedCommit } from "./parseCommit.ts";

/** Whose signature a commit must have. */
export interface CommitKeyOptions extends VerifyOptions {
  /** The key of the account, as a `did:key` or multikey. @default the one of the DID document that `identity` gives */
  readonly key?: string | undefined;
  /**
   * Gives the DID document of the account, with its key: what `createIdentityResolver` makes. Where the signature does not hold, the
   * document is fetched once more.
   */
  readonly identity?: DidResolver | undefined;
  /** Aborts it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Holds a commit to the key of its account.
 *
 * @throws {RepoError} `signature_invalid`
 * @throws {InvalidOptionError} if there is neither a key nor what gives one
 * @throws {CryptoError} `invalid_key` for a key that is given and is none
 * @throws {unknown} what `identity` and the verifier throw
 */
export async function verifyCommit(signed: SignedCommit, options: CommitKeyOptions): Promise<void> {
  const { commit, unsigned, signature } = signed;
  const { key, identity, signal, verifier } = options;
  const { did, cid } = commit;
  const refuse = (reason: RepoErrorReason, what: string): Error =>
    repoError("signature_invalid", reason, `The commit ${cid} of ${did} is not signed by its account: ${what}`, {
      cid,
    });
  /** Whether it holds; why it never can. */
  const check = async (found: string): Promise<boolean> => {
    if (await verifySignature(found, unsigned, signature, { verifier })) return true;
    if (signature.length === 64 && !hasLowS(findKey(toMultibase(found)).curve, signature)) {
      throw refuse("high_s", "its signature has its S in the upper half, which anybody can make of a signature");
    }
    return false;
  };
  if (key !== undefined) {
    if (await check(key)) return;
    throw refuse("wrong_key", `its signature is not by ${key}`);
  }
  if (!identity) throw invalidOption("key", "Expected `key` or `identity`, to verify the signature of the commit.");
  const first = getVerificationKey(await identity.resolveDid(did, { signal }), "#atproto");
  if (first !== undefined && (await check(first))) return;
  const fresh = getVerificationKey(await identity.resolveDid(did, { signal, refresh: true }), "#atproto");
  if (fresh === undefined) throw refuse("no_key", "its DID document has no key for repositories");
  if (fresh !== first && (await check(fresh))) return;
  throw refuse("wrong_key", `its signature is not by the key of its DID document, ${fresh}`);
}

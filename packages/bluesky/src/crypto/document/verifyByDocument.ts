import { CryptoError } from "../curve/CryptoError.ts";
import { type VerifyOptions, verifySignature } from "../signature/verifySignature.ts";
import type { DidResolver } from "./DidResolver.ts";
import { getVerificationKey } from "./getVerificationKey.ts";

/** What was signed by whom. */
export interface SignedData {
  readonly did: string;
  /** Which of its keys. */
  readonly fragment: string;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/** How it is looked at. */
export interface ByDocumentOptions extends VerifyOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether a key may be meant. @default any */
  readonly accepts?: (key: string) => boolean;
}

/**
 * Whether a signature is by the key in the issuer's document. Keys change: where it is not, the document is fetched again, once,
 * and counts if it has another key by then.
 *
 * @throws {unknown} what `identity` and the verifier throw
 */
export async function verifyByDocument(
  signed: SignedData,
  identity: DidResolver,
  { accepts = () => true, signal, verifier }: ByDocumentOptions,
): Promise<boolean> {
  const { did, fragment, data, signature } = signed;
  const holds = async (key: string): Promise<boolean> => {
    try {
      return accepts(key) && (await verifySignature(key, data, signature, { verifier }));
    } catch (error) {
      // Whoever publishes what is no key has signed nothing.
      if (error instanceof CryptoError && error.code === "invalid_key") return false;
      throw error;
    }
  };
  const key = getVerificationKey(await identity.resolveDid(did, { signal }), fragment);
  if (key !== undefined && (await holds(key))) return true;
  const fresh = getVerificationKey(await identity.resolveDid(did, { signal, refresh: true }), fragment);
  return fresh !== undefined && fresh !== key && holds(fresh);
}

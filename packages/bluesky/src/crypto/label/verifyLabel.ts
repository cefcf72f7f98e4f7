import { isBytes, toBytes } from "../../data/bytes.ts";
import { InvalidDataError } from "../../data/InvalidDataError.ts";
import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { checkSignal } from "../../errors/checkSignal.ts";
import { isDid } from "../../syntax/did.ts";
import type { DidResolver } from "../document/DidResolver.ts";
import { verifyByDocument } from "../document/verifyByDocument.ts";
import type { VerifyOptions } from "../signature/verifySignature.ts";
import { LABEL_VERSION, type SignedLabel, signedBytes } from "./signedBytes.ts";

/** Options of {@link verifyLabel}. */
export interface VerifyLabelOptions extends VerifyOptions {
  /** Ends the wait for the labeler's document. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether a label was signed by the labeler that it names: by the key `#atproto_label` of its DID document, which is fetched again,
 * once, where its key does not fit. `false` for a label without a signature, as some servers give them, and where there is no such labeler.
 *
 * @param identity gives the labelers' documents: `createIdentityResolver()` of `bluesky/identity`
 * @throws {CryptoError} `curve_unsupported` for P-256 without Node and WebCrypto
 * @throws {InvalidOptionError} if `signal` is no signal
 * @throws {unknown} what `identity` throws where nobody could be asked, and what `verifier` throws
 * @example
 * ```ts
 * import { verifyLabel } from "bluesky/crypto";
 * import { createIdentityResolver } from "bluesky/identity";
 *
 * const identity = createIdentityResolver();
 * const genuine = await verifyLabel(label, identity);
 * ```
 * @see https://atproto.com/specs/label#signatures
 */
export async function verifyLabel(
  label: SignedLabel,
  identity: DidResolver,
  options: VerifyLabelOptions = {},
): Promise<boolean> {
  const { signal, verifier } = options ?? {}; // programs without types give null
  checkSignal(signal);
  const { src, sig, ver } = label as SignedLabel & { readonly ver?: unknown };
  if (ver !== LABEL_VERSION || !isDid(src)) return false;
  try {
    const signature = sig instanceof Uint8Array ? sig : isBytes(sig) ? toBytes(sig) : undefined;
    if (!signature) return false;
    const signed = { did: src, fragment: "#atproto_label", data: signedBytes(label), signature };
    return await verifyByDocument(signed, identity, { signal, verifier });
  } catch (error) {
    if (error instanceof InvalidDataError || isLasting(error)) return false;
    throw error;
  }
}

/** Whether it would be the same the next time: there is no such DID, or it has no document. */
function isLasting(error: unknown): boolean {
  return (
    isBlueskyError(error) && (error as { readonly retryable?: unknown }).retryable === false && "identifier" in error
  );
}

/**
 * Makes the option `verify` of `moderateRecord`, in `bluesky/moderation`: only labels that their labelers have signed count.
 *
 * @throws {unknown} the function that it makes: the same errors as {@link verifyLabel}
 * @example
 * ```ts
 * import { createLabelVerifier } from "bluesky/crypto";
 * import { createIdentityResolver } from "bluesky/identity";
 * import { moderateRecord } from "bluesky/moderation";
 *
 * const verify = createLabelVerifier(createIdentityResolver());
 * const decision = await moderateRecord({ uri, labels }, moderation, { verify });
 * ```
 */
export function createLabelVerifier(
  identity: DidResolver,
  options: VerifyLabelOptions = {},
): (label: SignedLabel) => Promise<boolean> {
  return (label) => verifyLabel(label, identity, options);
}

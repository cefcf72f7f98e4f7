import type { Signer } from "../signing/SigningKey.ts";
import { LABEL_VERSION, signedBytes } from "./signedBytes.ts";

/** A label that is not signed yet. */
export interface UnsignedLabel {
  /** DID of the labeler. */
  readonly src: string;
  /** What it is about: an at-uri, or a DID. */
  readonly uri: string;
  /** The version of the record that it is about. */
  readonly cid?: string | undefined;
  /** Its value. */
  readonly val: string;
  /** Whether it takes back an earlier one. */
  readonly neg?: boolean | undefined;
  /** When it was given, as a datetime. */
  readonly cts: string;
  /** When it ends, as a datetime. */
  readonly exp?: string | undefined;
}

/**
 * Signs a label, with the key whose public half stands under `#atproto_label` in the labeler's DID document.
 *
 * @returns the label with its version and its signature. What is `undefined` is left out
 * @throws {InvalidDataError} if it does not fit the data model
 * @throws {unknown} what `sign` of the key throws
 * @example
 * ```ts
 * import { signLabel } from "bluesky/crypto";
 * import { now } from "bluesky/syntax";
 *
 * const label = await signLabel({ src: labeler, uri: spammer, val: "spam", cts: now() }, key);
 * ```
 * @see https://atproto.com/specs/label#signatures
 */
export async function signLabel<L extends UnsignedLabel>(
  label: L,
  key: Signer,
): Promise<L & { readonly ver: 1; readonly sig: Uint8Array }> {
  const given = Object.entries(label).filter(([name, value]) => value !== undefined && name !== "sig");
  const whole = { ...(Object.fromEntries(given) as unknown as L), ver: LABEL_VERSION }; // all that was given
  return { ...whole, sig: await key.sign(signedBytes(whole)) };
}

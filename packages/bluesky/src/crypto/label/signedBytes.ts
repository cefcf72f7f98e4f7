import { encodeCbor } from "../../data/encodeCbor.ts";

/** A label, as far as its signature goes: in the JSON form or the decoded form, with whatever else its labeler says. */
export interface SignedLabel {
  /** DID of the labeler. */
  readonly src: string;
  /** The signature. */
  readonly sig?: unknown;
}

/** The only version of labels. */
export const LABEL_VERSION = 1 as const;

/**
 * What is signed of a label: all of it but the signature, and the name of its type, which is not part of a label.
 *
 * @throws {InvalidDataError}
 */
export function signedBytes(label: object): Uint8Array<ArrayBuffer> {
  const { sig: _, $type: __, ...rest } = label as Readonly<Record<string, unknown>>;
  return encodeCbor(rest);
}

/** A blob that could not be copied. */
export interface MissingBlob {
  /** Its CID. */
  readonly cid: string;
  /** A record that refers to it. */
  readonly uri: string;
  /** Why it could not be copied. */
  readonly reason: string;
}

/** What a platform does with keys. `#curves` leads to the one of this platform, a module with functions of these types. */

/** Whether a signature, which has a low S, is the key's. */
export type Verify = (data: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

/** A private key that is ready for use. */
export interface OpenKey {
  /** Its public key, compressed. */
  readonly point: Uint8Array<ArrayBuffer>;
  /** Its number, in 32 bytes. */
  readonly secret: Uint8Array<ArrayBuffer>;
  /** Signs the SHA-256 of data. S is in either half. */
  sign(data: Uint8Array): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}

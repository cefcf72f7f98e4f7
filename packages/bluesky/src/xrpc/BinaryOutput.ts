/**
 * An answer that is not JSON: a repository, a blob. The body has not been read: read it once, one way, or `cancel` it.
 */
export interface BinaryOutput {
  /** The body as it arrives. Each chunk must come within the call's `timeout`. */
  readonly stream: ReadableStream<Uint8Array>;
  /** The media type, as the server says it. */
  readonly encoding: string;
  /** How many bytes the server announced, where it did. */
  readonly size: number | undefined;
  /** The whole body. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** The whole body, of the server's media type. */
  blob(): Promise<Blob>;
  /** Gives the body up, and with it the connection. */
  cancel(): Promise<void>;
}

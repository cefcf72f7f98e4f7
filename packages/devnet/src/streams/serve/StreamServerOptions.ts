/** Options of relay, Jetstream and Tap. */
export interface StreamServerOptions {
  /** The seed of all randomness of faults. @default 0 */
  seed?: number | string | undefined;
  /** The port. @default a free one */
  port?: number | undefined;
  /** Aborts the start. To end a server that has started, use `close()`. */
  signal?: AbortSignal | undefined;
}

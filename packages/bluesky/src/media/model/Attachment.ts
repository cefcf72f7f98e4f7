import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { OnProgress } from "./Progress.ts";

/** What there is to know when an attachment is made ready. */
export interface AttachContext {
  /** Gives the options of a call: what is left of the time, and the signal. */
  readonly left: () => CallOptions;
  /** Whether nothing is to be uploaded: what would be embedded is given with the CID that it would have. */
  readonly dryRun: boolean;
  /** Is told how far an upload is. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Something to show below a text, made ready just before the post is written: `image`, `video` and `card` make them. It is read,
 * checked and uploaded then, and uploaded again where the server has thrown the upload away.
 */
export interface Attachment<Embed extends object> {
  /** Reads, checks and uploads it, and gives what is embedded. */
  readonly prepare: (client: ClientLike, context: AttachContext) => Promise<Embed>;
}

import type { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import type { Postgate } from "../../../lexicons/app/bsky/feed/postgate.ts";
import type { Threadgate } from "../../../lexicons/app/bsky/feed/threadgate.ts";
import type { RecordRef } from "../../../records/single/RecordResult.ts";

/** A post that was written, or would be (`dryRun`). It can be given wherever a post is asked for. */
export interface Posted extends RecordRef {
  /** The record. */
  readonly value: Post;
  /** Who can reply, where that was said. */
  readonly threadgate?: Threadgate | undefined;
  /** Who can quote, where that was said. */
  readonly postgate?: Postgate | undefined;
  /** Its page in the app. */
  readonly url: string;
  /** Handles in its text that nobody has: they are plain text. */
  readonly unresolved: readonly string[];
  /** `false`: nothing was written, because there was a post under this key, or it is a dry run. */
  readonly done: boolean;
}

import { Repost } from "../../../lexicons/app/bsky/feed/repost.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { removeMark } from "./Mark.ts";

/**
 * Takes a repost back. It is found by the post; its own URI can be given too.
 *
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await unrepost(client, feed[0].post);
 * ```
 */
export function unrepost(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  return removeMark(client, { schema: Repost, name: "repost" }, post, options);
}

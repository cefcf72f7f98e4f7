import { Repost } from "../../../lexicons/app/bsky/feed/repost.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { addMark, type MarkOptions } from "./Mark.ts";

/**
 * Reposts a post. What is reposted already stays so, under the same URI.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await repost(client, feed[0].post);
 * ```
 */
export function repost(client: ClientLike, post: PostRef, options: MarkOptions = {}): Promise<Done> {
  return addMark(client, { schema: Repost, name: "repost" }, post, options);
}

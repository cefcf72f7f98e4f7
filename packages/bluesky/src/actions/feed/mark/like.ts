import { Like } from "../../../lexicons/app/bsky/feed/like.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { addMark, type MarkOptions } from "./Mark.ts";

/**
 * Likes a post, or a feed or labeler. What is liked already stays so, under the same URI.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * const { done } = await like(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export function like(client: ClientLike, post: SubjectRef, options: MarkOptions = {}): Promise<Done> {
  return addMark(client, { schema: Like, name: "like" }, post, options);
}

import { Like } from "../../../lexicons/app/bsky/feed/like.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { removeMark } from "./Mark.ts";

/**
 * Takes a like back. It is found by the post; nobody needs to keep the URIs of likes, but one can be given too.
 *
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await unlike(client, feed[0].post);
 * ```
 */
export function unlike(client: ClientLike, post: SubjectRef, options: CallOptions = {}): Promise<Done> {
  return removeMark(client, { schema: Like, name: "like" }, post, options);
}

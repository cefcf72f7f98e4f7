import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { changeHidden } from "./changeHidden.ts";

/**
 * Hides a reply in a thread of one's own: it stays, and is shown to those only who ask for hidden ones. Up to 300 can be hidden in a
 * thread.
 *
 * @throws {RecordsError} `wrong_repo` where the thread is somebody else's
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError} where it is no reply
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await hideReply(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export function hideReply(client: ClientLike, reply: PostRef, options: CallOptions = {}): Promise<Done> {
  return changeHidden(client, reply, true, options);
}

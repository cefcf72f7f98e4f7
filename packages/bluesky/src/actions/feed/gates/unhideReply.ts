import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { changeHidden } from "./changeHidden.ts";

/**
 * Shows a hidden reply again.
 *
 * @throws {unknown} the same errors as `hideReply`
 * @example
 * ```ts
 * await unhideReply(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export function unhideReply(client: ClientLike, reply: PostRef, options: CallOptions = {}): Promise<Done> {
  return changeHidden(client, reply, false, options);
}

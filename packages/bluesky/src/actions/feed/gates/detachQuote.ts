import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { changeDetached } from "./changeDetached.ts";

/**
 * Takes one's own post out of somebody's quote of it: the quote stays, and shows that something was removed. Up to 50 quotes of a post
 * can be detached.
 *
 * @throws {RecordsError} `wrong_repo` where it quotes somebody else's post
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError} where it quotes none
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await detachQuote(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export function detachQuote(client: ClientLike, quote: PostRef, options: CallOptions = {}): Promise<Done> {
  return changeDetached(client, quote, true, options);
}

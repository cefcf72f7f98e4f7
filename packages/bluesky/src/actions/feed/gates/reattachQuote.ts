import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { changeDetached } from "./changeDetached.ts";

/**
 * Puts one's own post back into a quote of it that it was taken out of.
 *
 * @throws {unknown} the same errors as `detachQuote`
 * @example
 * ```ts
 * await reattachQuote(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export function reattachQuote(client: ClientLike, quote: PostRef, options: CallOptions = {}): Promise<Done> {
  return changeDetached(client, quote, false, options);
}

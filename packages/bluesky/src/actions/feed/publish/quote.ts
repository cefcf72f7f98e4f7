import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import type { Text } from "../../../richtext/model/RichText.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import type { Posted } from "../compose/Posted.ts";
import type { PostOptions } from "../compose/PostOptions.ts";
import { writePost } from "../compose/writePost.ts";

/**
 * Quotes a post, or shows a feed, a list, a starter pack or a labeler below a text; also beside media (`card`, `embed`).
 *
 * @throws {PostError} `quote_not_allowed`, `post_not_found`
 * @throws {unknown} the same errors as `post`
 * @example
 * ```ts
 * await quote(client, feed[0].post, "This!");
 * ```
 */
export function quote(
  client: ClientLike,
  quoted: SubjectRef,
  text: Text,
  options: Omit<PostOptions, "quote"> = {},
): Promise<Posted> {
  return writePost(client, text, { ...options, quote: quoted }, storedCid);
}

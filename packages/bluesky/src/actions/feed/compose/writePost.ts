import { countDown } from "../../../records/single/limits/countDown.ts";
import type { Text } from "../../../richtext/model/RichText.ts";
import { prepareText } from "../../../richtext/post/prepareText.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { MakeCid } from "../../refs/toStrongRef.ts";
import type { Posted } from "./Posted.ts";
import type { PostOptions } from "./PostOptions.ts";
import { checkGivenText } from "./PreparedPost.ts";
import { writePosts } from "./writePosts.ts";

/**
 * Writes one post, with its gates.
 *
 * @param makeCid for what it refers to, and for a dry run
 * @throws {unknown} the same errors as `post`
 */
export async function writePost(
  client: ClientLike,
  text: Text,
  options: PostOptions,
  makeCid?: MakeCid,
): Promise<Posted> {
  checkGivenText(text);
  const left = countDown(client, options);
  const { facets, shortenLinks } = options;
  const prepared = await prepareText(client, text, { ...left(), facets, shortenLinks });
  const [posted] = await writePosts(client, [{ ...prepared, parts: options }], options, { left, makeCid });
  return posted as Posted; // one for each
}

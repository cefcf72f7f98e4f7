import type { Text } from "../../../richtext/model/RichText.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Posted } from "../compose/Posted.ts";
import type { PostOptions } from "../compose/PostOptions.ts";
import { writePost } from "../compose/writePost.ts";

/**
 * Posts a text. Mentions, links and tags in it are found, and handles resolved; one that nobody has stays text, and is named in
 * `unresolved`. The post and who can reply to it and quote it are written in one commit.
 *
 * It is posted once, whatever the network does: where the answer is lost, the record is looked for. To have that hold for a program
 * that is started again, give it a `key`. The option `deadline` is for all calls together.
 *
 * @throws {PostError} `text_too_long`, and those of `reply` and `quote`
 * @throws {MediaError} those of the images, the video or the card that it shows
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * const { url } = await post(client, "Hello @bob.example.com, see https://example.com #atproto", { langs: ["en"] });
 * await post(client, "Look", { images: [image(file, { alt: "A cat" })] });
 * await post(client, "Nobody answers, nobody quotes", { whoCanReply: "nobody", whoCanQuote: "nobody" });
 * ```
 * @see https://docs.bsky.app/docs/advanced-guides/posts
 */
export function post(client: ClientLike, text: Text, options: PostOptions = {}): Promise<Posted> {
  return writePost(client, text, options);
}

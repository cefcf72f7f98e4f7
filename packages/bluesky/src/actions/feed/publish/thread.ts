import { cidForRecord } from "../../../data/cidFor.ts";
import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import type { Text } from "../../../richtext/model/RichText.ts";
import { prepareText } from "../../../richtext/post/prepareText.ts";
import { splitText } from "../../../richtext/post/splitText.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { MakeCid } from "../../refs/toStrongRef.ts";
import { keyAfter } from "../compose/keyAfter.ts";
import type { Posted } from "../compose/Posted.ts";
import type { ThreadOptions, ThreadPost } from "../compose/PostOptions.ts";
import { checkGivenText, type PreparedPost } from "../compose/PreparedPost.ts";
import { writePosts } from "../compose/writePosts.ts";

/**
 * Posts a thread in one commit: all of it, or nothing. It takes the posts, or a text of any length, which is split at sentences and
 * words. Posts and gates together are up to 200 records.
 *
 * @returns the posts, in their order. Of a thread that is under its `key` already: those that are left
 * @throws {unknown} the same errors as `post`
 * @example
 * ```ts
 * await thread(client, ["One", { text: "Two", quote: bobsPost }, "Three"]);
 * await thread(client, "A text of any length ...", { number: true });
 * ```
 */
export async function thread(
  client: ClientLike,
  posts: Text | readonly (Text | ThreadPost)[],
  options: ThreadOptions = {},
): Promise<Posted[]> {
  const left = countDown(client, options);
  const { langs, labels, tags, whoCanQuote } = options;
  const shared = { langs, labels, tags, whoCanQuote };
  const isList = Array.isArray as (value: unknown) => value is readonly unknown[];
  const prepared = isList(posts)
    ? await prepareEach(client, posts, shared, { options, left })
    : await prepareWhole(client, posts as Text, shared, { options, left }); // not a list
  if (prepared.length > 0) return writePosts(client, prepared, options, { left, makeCid, keyAfter });
  throw invalidOption("posts", `Expected at least one post, got ${typeOf(posts)} without any.`);
}

/** What has none, and should have, says why. */
const makeCid: MakeCid = async (record) => (await storedCid(record)) ?? (await cidForRecord(record));

interface Asked {
  readonly options: ThreadOptions;
  readonly left: () => CallOptions;
}

async function prepareEach(
  client: ClientLike,
  posts: readonly (Text | ThreadPost)[],
  shared: PreparedPost["parts"],
  { options: { facets, shortenLinks }, left }: Asked,
): Promise<PreparedPost[]> {
  const prepared: PreparedPost[] = [];
  for (const given of posts) {
    // What has a text as its `text` is that text, and parts beside it.
    const isText = typeof given === "string" || typeof Object(given).text === "string";
    const text = isText ? (given as Text) : (given as ThreadPost | null)?.text;
    checkGivenText(text);
    const parts = typeof given === "string" ? shared : { ...shared, ...without(given) };
    prepared.push({ ...(await prepareText(client, text as Text, { ...left(), facets, shortenLinks })), parts });
  }
  return prepared;
}

/** What is said of a post; what is undefined is said of the thread. */
function without(given: object): PreparedPost["parts"] {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

async function prepareWhole(
  client: ClientLike,
  text: Text,
  parts: PreparedPost["parts"],
  { options: { facets, shortenLinks, number }, left }: Asked,
): Promise<PreparedPost[]> {
  checkGivenText(text);
  const whole = await prepareText(client, text, { ...left(), facets, shortenLinks });
  return splitText(whole, { number }).map((part) => {
    const said = part.text.toLowerCase();
    const unresolved = whole.unresolved.filter((handle) => said.includes(`@${handle}`));
    return { ...part, unresolved, parts };
  });
}

import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import type { Draft, DraftPost } from "../../../lexicons/app/bsky/draft/defs.ts";
import { deleteDraft } from "../../../lexicons/app/bsky/draft/deleteDraft.ts";
import { applyWrites } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { postError } from "../../refs/PostError.ts";
import { keyAfter } from "../compose/keyAfter.ts";
import type { Posted } from "../compose/Posted.ts";
import type { PostingOptions, ThreadPost } from "../compose/PostOptions.ts";
import { readPosts } from "../compose/readPosts.ts";
import { thread } from "../publish/thread.ts";
import { findDraft } from "./findDraft.ts";

/** How many posts a draft has at most. */
const MAX_POSTS = 100;

/** Options of {@link postDraft}. The draft says the rest. */
export interface PostDraftOptions extends Omit<PostingOptions, "key" | "whoCanReply"> {}

/**
 * Posts a draft, in one commit, and deletes it. Its id is the key of its first post: so it is posted once, however often a program that
 * does it is stopped. A link card shows the URL as its title. Images and videos are on the device on which the draft was made: a draft
 * with such is refused.
 *
 * @param draft its id, or what has it, as `getDrafts` gives it
 * @throws {PostError} `draft_not_found`
 * @throws {InvalidOptionError}
 * @throws {unknown} the same errors as `thread`
 * @example
 * ```ts
 * for await (const draft of getDrafts.items(client)) await postDraft(client, draft);
 * ```
 */
export async function postDraft(
  client: ClientLike,
  draft: string | { readonly id: string; readonly draft?: Draft | undefined },
  options: PostDraftOptions = {},
): Promise<Posted[]> {
  const left = countDown(client, options);
  const id: unknown = typeof draft === "string" ? draft : Object(draft).id;
  if (typeof id !== "string") throw invalidOption("draft", `Expected a draft or its id, got ${typeOf(draft)}.`);
  const given = typeof draft === "string" ? undefined : draft.draft;
  const found = given ?? (await findDraft(client, (view) => view.id === id, left()))?.draft;
  if (!found) {
    const { repo } = await chooseRepo(client, undefined, left(), applyWrites);
    // It was deleted once it was posted.
    const keys = Array.from({ length: MAX_POSTS }, (_, i) => keyAfter(id, i));
    const posted = await readPosts(client, { repo, keys }, left);
    if (posted.length > 0) return posted;
    throw postError("draft_not_found", `there is no draft ${id}`);
  }
  const { langs, threadgateAllow, postgateEmbeddingRules } = found;
  const isClosed = postgateEmbeddingRules?.some(({ $type }) => $type === "app.bsky.feed.postgate#disableRule");
  const posted = await thread(client, found.posts.map(toPost), {
    ...options,
    ...left(),
    key: id,
    langs,
    whoCanReply: threadgateAllow,
    whoCanQuote: isClosed ? "nobody" : undefined,
  });
  if (!options.dryRun) await deleteDraft(client, { id }, { ...left(), idempotent: true });
  return posted;
}

function toPost(post: DraftPost): ThreadPost {
  const { text, labels, embedExternals, embedRecords, embedImages, embedGallery, embedVideos } = post;
  if (embedImages?.length || embedGallery || embedVideos?.length) {
    throw invalidOption("draft", "It has images or videos, which are only on the device on which it was made.");
  }
  const uri = embedExternals?.[0]?.uri;
  return {
    text,
    card: uri === undefined ? undefined : { uri, title: uri },
    quote: embedRecords?.[0]?.record,
    labels: labels?.$type === "com.atproto.label.defs#selfLabels" ? labels.values.map(({ val }) => val) : undefined,
  };
}

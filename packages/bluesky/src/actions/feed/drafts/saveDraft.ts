import { createDraft } from "../../../lexicons/app/bsky/draft/createDraft.ts";
import type { Draft, DraftPost } from "../../../lexicons/app/bsky/draft/defs.ts";
import { updateDraft } from "../../../lexicons/app/bsky/draft/updateDraft.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { postError } from "../../refs/PostError.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { toStrongRef } from "../../refs/toStrongRef.ts";
import { toQuoteRules, toReplyRules } from "../compose/Gates.ts";
import { checkGivenText } from "../compose/PreparedPost.ts";
import type { DraftPart, SaveDraftOptions, SavedDraft } from "./DraftOptions.ts";
import { findDraft } from "./findDraft.ts";

/**
 * Keeps posts for later, at the account's service, where nobody else sees them: a post, or a thread. The very same draft is kept once.
 * `getDrafts` of `bluesky/app/bsky/draft` lists them.
 *
 * @throws {PostError} `draft_not_found` for an `id` that is no draft's, `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError} `DraftLimitReached`
 * @example
 * ```ts
 * const { id } = await saveDraft(client, ["One", "Two"], { langs: ["en"] });
 * await postDraft(client, id);
 * ```
 */
export async function saveDraft(
  client: ClientLike,
  posts: string | readonly (string | DraftPart)[],
  options: SaveDraftOptions = {},
): Promise<SavedDraft> {
  const left = countDown(client, options);
  const { id } = options;
  const draft = await toDraft(client, typeof posts === "string" ? [posts] : posts, options, left);
  const cid = await storedCid(draft);
  const findSame = (how: CallOptions) =>
    findDraft(
      client,
      async (view) => (await storedCid(view.draft)) === cid && (id === undefined || view.id === id),
      how,
    );
  const same = await findSame(left());
  if (same) return { id: same.id, done: false };
  if (id !== undefined) {
    // The service says nothing of one that is not there.
    if (!(await findDraft(client, (view) => view.id === id, left()))) {
      throw postError("draft_not_found", `there is no draft ${id}`);
    }
    await updateDraft(client, { draft: { id, draft } }, { ...left(), idempotent: true });
    return { id, done: true };
  }
  // The service chooses the id: where the answer is lost, the draft is known by what it says.
  const settle = async (): Promise<{ id: string } | undefined> => findSame({ ...left(), settle: undefined });
  const created = await createDraft(client, { draft }, { ...left(), settle });
  return { id: created.id, done: true };
}

async function toDraft(
  client: ClientLike,
  posts: readonly (string | DraftPart)[],
  options: SaveDraftOptions,
  left: () => CallOptions,
): Promise<Draft> {
  const { langs, deviceId, deviceName, whoCanReply, whoCanQuote } = options;
  const parts: DraftPost[] = [];
  for (const post of posts) {
    checkGivenText(post);
    const { text, quote, link, labels } = typeof post === "string" ? ({ text: post } as DraftPart) : post;
    const record = quote && (await toStrongRef(client, await resolveSubject(client, quote, left()), left(), storedCid));
    const values = labels?.map((val) => ({ val }));
    parts.push({
      text,
      ...(values?.length && { labels: { $type: "com.atproto.label.defs#selfLabels", values } }),
      ...(link && { embedExternals: [{ uri: link }] }),
      ...(record && { embedRecords: [{ record }] }),
    });
  }
  const threadgateAllow = await toReplyRules(client, whoCanReply, left);
  const postgateEmbeddingRules = toQuoteRules(whoCanQuote);
  return {
    ...(deviceId && { deviceId }),
    ...(deviceName && { deviceName }),
    posts: parts,
    ...(langs?.length && { langs: [...langs] }),
    ...(postgateEmbeddingRules && { postgateEmbeddingRules }),
    ...(threadgateAllow && { threadgateAllow }),
  };
}

import { Post, type ReplyRef } from "../../../lexicons/app/bsky/feed/post.ts";
import { Threadgate } from "../../../lexicons/app/bsky/feed/threadgate.ts";
import { parseAtUri } from "../../../syntax/atUri.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { postError } from "../../refs/PostError.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import type { Finding } from "./Finding.ts";
import { findPost } from "./findPost.ts";
import { readIfThere } from "./readIfThere.ts";

/**
 * What a reply to a post refers to: the post, and the first one of its thread.
 *
 * @throws {PostError} `post_not_found`, `reply_not_allowed`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function findReply(client: ClientLike, ref: PostRef, { did, left, makeCid }: Finding): Promise<ReplyRef> {
  const subject = await resolveSubject(client, ref, left());
  // Whoever began a thread may go on with it.
  const isOwn = ({ reply }: Post): boolean => authorOf(reply?.root.uri ?? subject.uri) === did;
  const { uri, cid, value, viewer } = await findPost(client, subject, { isOwn, options: left(), makeCid });
  const parent = { uri, cid };
  const root = value.reply?.root ?? parent;
  const isRefused =
    !isOwn(value) &&
    (viewer ? viewer.replyDisabled === true : await isGated(client, root.uri, { did, options: left() }));
  if (isRefused) throw postError("reply_not_allowed", `this account may not reply in the thread ${root.uri}`, { uri });
  return { root: { uri: root.uri, cid: root.cid }, parent };
}

/**
 * Whether a thread that the AppView does not know yet has a gate that refuses the account. Who follows whom, and who is on a list,
 * only the AppView knows: where the gate asks for that, it is left to it, which does not show a reply that was not allowed.
 */
async function isGated(
  client: ClientLike,
  root: string,
  { did, options }: { readonly did: string; readonly options: CallOptions },
): Promise<boolean> {
  const { authority: repo, rkey = "" } = parseAtUri(root);
  const gate = await readIfThere(client, Threadgate, { repo, rkey }, options);
  const allow = gate?.value.allow;
  if (!allow) return false;
  const isMention = ({ $type }: { $type?: unknown }): boolean => $type === "app.bsky.feed.threadgate#mentionRule";
  if (!allow.every(isMention)) return false;
  if (allow.length === 0) return true;
  const post = await readIfThere(client, Post, { repo, rkey }, options);
  const features = post?.value.facets?.flatMap((facet) => facet.features) ?? [];
  return !features.some((feature) => feature.$type === "app.bsky.richtext.facet#mention" && feature.did === did);
}

function authorOf(uri: string): string {
  return parseAtUri(uri).authority;
}

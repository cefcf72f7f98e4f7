import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { Postgate } from "../../../lexicons/app/bsky/feed/postgate.ts";
import type { StrongRef } from "../../../lexicons/com/atproto/repo/strongRef.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { postError } from "../../refs/PostError.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { toStrongRef } from "../../refs/toStrongRef.ts";
import type { Finding } from "./Finding.ts";
import { findPost } from "./findPost.ts";
import { readIfThere } from "./readIfThere.ts";

/**
 * What a quote refers to: a post that may be quoted, or a feed, a list, a starter pack, a labeler.
 *
 * @throws {PostError} `post_not_found`, `quote_not_allowed`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function findQuoted(
  client: ClientLike,
  ref: SubjectRef,
  { did, left, makeCid }: Finding,
): Promise<StrongRef> {
  const subject = await resolveSubject(client, ref, left());
  if (subject.collection !== Post.nsid || subject.did === did) return toStrongRef(client, subject, left(), makeCid);
  const { uri, cid, viewer } = await findPost(client, subject, { isOwn: () => false, options: left(), makeCid });
  const place = { repo: subject.did, rkey: subject.rkey };
  const gate = viewer ? undefined : await readIfThere(client, Postgate, place, left());
  const isDisabled = gate?.value.embeddingRules?.some(({ $type }) => $type === "app.bsky.feed.postgate#disableRule");
  if (viewer?.embeddingDisabled === true || isDisabled) {
    throw postError("quote_not_allowed", `its author does not let others quote ${uri}`, { uri });
  }
  return { uri, cid };
}

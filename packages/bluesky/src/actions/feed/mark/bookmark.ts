import { createBookmark } from "../../../lexicons/app/bsky/bookmark/createBookmark.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { toStrongRef } from "../../refs/toStrongRef.ts";
import { readViewer } from "../find/readViewer.ts";

/**
 * Keeps a post among one's bookmarks, which nobody else sees. `getBookmarks` of `bluesky/app/bsky/bookmark` lists them.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await bookmark(client, feed[0].post);
 * for await (const { item } of getBookmarks.items(client)) console.log(item);
 * ```
 */
export async function bookmark(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveSubject(client, post, left());
  const { uri } = subject;
  const view = await readViewer(client, subject, left());
  if (view?.viewer?.bookmarked === true) return { uri, done: false };
  const known = { ...subject.known, cid: subject.known.cid ?? view?.cid };
  const ref = await toStrongRef(client, { ...subject, known }, left(), storedCid);
  // The service keeps one of each post.
  await createBookmark(client, ref, { ...left(), idempotent: true });
  return { uri, done: true };
}

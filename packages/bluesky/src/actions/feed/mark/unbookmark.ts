import { deleteBookmark } from "../../../lexicons/app/bsky/bookmark/deleteBookmark.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { readViewer } from "../find/readViewer.ts";

/**
 * Takes a post out of one's bookmarks, also one that was deleted. One that is not among them is no error.
 *
 * @throws {InvalidOptionError}
 * @throws {PostError} `post_not_found` where nobody has the handle
 * @throws {CallError}
 * @example
 * ```ts
 * await unbookmark(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export async function unbookmark(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveSubject(client, post, left());
  const { uri } = subject;
  const view = await readViewer(client, subject, left());
  await deleteBookmark(client, { uri }, { ...left(), idempotent: true });
  // What is not known to be bookmarked may have been so a moment ago: it was taken out all the same.
  return { uri, done: view?.viewer?.bookmarked === true };
}

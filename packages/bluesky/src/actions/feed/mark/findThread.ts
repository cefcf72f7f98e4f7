import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { findPost } from "../find/findPost.ts";

/** The first post of the thread that a post is in, and whether the AppView has the thread for muted. */
export async function findThread(
  client: ClientLike,
  post: PostRef,
  options: CallOptions,
): Promise<{ readonly root: string; readonly isMuted: boolean; readonly left: () => CallOptions }> {
  const left = countDown(client, options);
  const { known, ...subject } = await resolveSubject(client, post, left());
  // What was muted since a view was made is not in it.
  const asked = { ...subject, known: { ...known, viewer: undefined } };
  const { uri, value, viewer } = await findPost(client, asked, { isOwn: () => false, options: left() });
  return { root: value.reply?.root.uri ?? uri, isMuted: viewer?.threadMuted === true, left };
}

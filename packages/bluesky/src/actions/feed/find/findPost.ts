import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Subject } from "../../refs/resolveSubject.ts";
import { type MakeCid, readSubject } from "../../refs/toStrongRef.ts";
import { readViewer } from "./readViewer.ts";

/** A post, and what its author and the author of its thread let this account do. */
export interface FoundPost {
  readonly uri: string;
  readonly cid: string;
  readonly value: Post;
  /** Undefined where nobody has said it. */
  readonly viewer: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reads a post: by what it was named with where that is enough, from the AppView, or, where that does not have it yet, from its
 * repository.
 *
 * @param isOwn whether what the viewer may do need not be asked
 * @throws {PostError} `post_not_found`
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function findPost(
  client: ClientLike,
  subject: Subject,
  {
    isOwn,
    options,
    makeCid,
  }: {
    readonly isOwn: (post: Post) => boolean;
    readonly options: CallOptions;
    readonly makeCid?: MakeCid | undefined;
  },
): Promise<FoundPost> {
  const { uri, known } = subject;
  const { cid, value, viewer } = known;
  if (cid && isPost(value) && (viewer || isOwn(value))) return { uri, cid, value, viewer };
  const view = await readViewer(client, subject, options);
  if (view?.cid && isPost(view.value)) return { uri, cid: view.cid, value: view.value, viewer: view.viewer };
  const read = await readSubject(client, subject, options, makeCid);
  return { uri, cid: read.cid, value: Post.parse(read.value, { level: "shape" }), viewer: undefined };
}

function isPost(value: unknown): value is Post {
  return Post.safeParse(value, { level: "shape" }).ok;
}

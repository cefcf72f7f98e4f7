import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import type { KnownView, Subject } from "../../refs/resolveSubject.ts";

/**
 * What the AppView says of a post to the account: its version, its record, and the viewer's state. It is called by its NSID: the
 * validators of a view are larger than all that posts need besides, and what is used of it is looked at where it is used.
 *
 * @returns undefined where it does not know the post (yet), or nobody could be asked
 */
export async function readViewer(
  client: ClientLike,
  { uri }: Pick<Subject, "uri">,
  options: CallOptions,
): Promise<KnownView | undefined> {
  let answer: unknown;
  try {
    answer = await callerOf(client).call("app.bsky.feed.getPosts", { params: { uris: [uri] } }, options);
  } catch (error) {
    // The repository has the post too, and a PDS may have no AppView.
    if (error instanceof XrpcError && error.code === "xrpc_error") return undefined;
    throw error;
  }
  const { posts } = Object(answer);
  const view = Array.isArray(posts) ? posts.find((post: unknown) => Object(post).uri === uri) : undefined;
  return view && { cid: view.cid, value: view.record, viewer: Object(view.viewer) };
}

import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { toAppUrl } from "../../refs/toAppUrl.ts";
import { readIfThere } from "../find/readIfThere.ts";
import type { Posted } from "./Posted.ts";

/**
 * The posts that are under keys already, up to the first that is missing.
 *
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function readPosts(
  client: ClientLike,
  { repo, keys }: { readonly repo: string; readonly keys: readonly string[] },
  left: () => CallOptions,
): Promise<Posted[]> {
  const found: Posted[] = [];
  for (const rkey of keys) {
    const post = await readIfThere(client, Post, { repo, rkey }, left());
    if (!post) break;
    found.push({ ...post, url: urlOf(client, post.uri), unresolved: [], done: false });
  }
  return found;
}

/** The page of a post in the app of the client's network. */
export function urlOf(client: ClientLike, uri: string): string {
  return toAppUrl(uri, callerOf(client).options) ?? "";
}

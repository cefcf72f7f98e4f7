import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import { formatTid, parseTid } from "../../../syntax/tid.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { toAppUrl } from "../../refs/toAppUrl.ts";
import { readIfThere } from "../find/readIfThere.ts";
import type { Posted } from "./Posted.ts";

/**
 * The posts that are under a key and those after it already, up to the first that is missing.
 *
 * @param count how many there can be
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function readPosts(
  client: ClientLike,
  { repo, key, count }: { readonly repo: string; readonly key: string; readonly count: number },
  left: () => CallOptions,
): Promise<Posted[]> {
  const found: Posted[] = [];
  while (found.length < count) {
    const post = await readIfThere(client, Post, { repo, rkey: keyAfter(key, found.length) }, left());
    if (!post) break;
    found.push({ ...post, url: urlOf(client, post.uri), unresolved: [], done: false });
  }
  return found;
}

/** The key of a further post of a thread whose first one has a given key. */
export function keyAfter(key: string, index: number): string {
  const { timestamp, clockId } = parseTid(key);
  return formatTid({ timestamp: timestamp + index, clockId });
}

/** The page of a post in the app of the client's network. */
export function urlOf(client: ClientLike, uri: string): string {
  return toAppUrl(uri, callerOf(client).options) ?? "";
}

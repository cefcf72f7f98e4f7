import { createClient } from "bluesky/client";
import { listRecords } from "bluesky/com/atproto/repo";
import type { Network } from "bluesky-devnet";

/** How often each text is there, among all posts of an account, as the server itself says it. */
export async function listPosts({ network }: Pick<Network, "network">, did: string): Promise<Map<string, number>> {
  const client = createClient({ service: network.pds, network });
  const counts = new Map<string, number>();
  const params = { repo: did, collection: "app.bsky.feed.post", limit: 100 };
  for await (const { value } of listRecords.items(client, params)) {
    const text = String(value.text);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

/**
 * Records the answers that the benchmarks read, from a network of this machine:
 *
 *     node --conditions=@bluesky/source bench/record.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, startNetwork } from "bluesky-devnet";

const folder = join(import.meta.dirname, "fixtures");
await using net = await startNetwork({ seed: true });
const seed = net.seed;
const [alice] = seed?.accounts ?? [];
if (!seed || !alice) throw new Error("The network was not filled.");
const token = await logIn(alice);
await record("timeline", "app.bsky.feed.getTimeline", { limit: "100" });
await record("notifications", "app.bsky.notification.listNotifications", { limit: "100" });
await record("thread", "app.bsky.feed.getPostThread", { uri: seed.highlights.thread, depth: "12" });
await record("profile", "app.bsky.actor.getProfile", { actor: alice.did });

async function logIn({ identifier, password, network }: Account): Promise<string> {
  const response = await fetch(`${network.pds}/xrpc/com.atproto.server.createSession`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ identifier, password }),
  });
  const { accessJwt } = (await response.json()) as { accessJwt: string }; // The server's lexicon says so.
  return accessJwt;
}

async function record(name: string, nsid: string, params: Record<string, string>): Promise<void> {
  const url = `${net.network.pds}/xrpc/${nsid}?${new URLSearchParams(params)}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${nsid} answered ${response.status}: ${text.slice(0, 300)}`);
  const stable = withoutPorts(text);
  JSON.parse(stable);
  writeFileSync(join(folder, `${name}.json`), `${stable}\n`);
  console.log(`${name}.json: ${Math.round(stable.length / 1000)} kB`);
}

/** Ports change with every network. The names that stand in for them are as long as real ones. */
function withoutPorts(text: string): string {
  return text
    .replaceAll(/https?:\/\/(?:localhost|127\.0\.0\.1):\d+/g, "https://cdn.bsky.test")
    .replaceAll(/did:web:localhost%3A\d+/gi, "did:web:api.bsky.test");
}

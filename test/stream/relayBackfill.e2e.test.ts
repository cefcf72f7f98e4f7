/** A relay in front of two servers: who is there, and all that there is. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import { createClient } from "bluesky/client";
import { createIdentityResolver } from "bluesky/identity";
import { backfill, createVerifier, findRepos, relay } from "bluesky/stream";
import { type Account, type Network, type Relay, startNetwork, startRelay } from "bluesky-devnet";

const collections = ["app.bsky.feed.post"];

describe("a relay in front of two servers", { timeout: 120_000 }, () => {
  let net: Network;
  let front: Relay;
  let alice: Account;
  let bob: Account;

  const post = async ({ did, password }: Account, service: string, text: string): Promise<string> => {
    const bsky = await Bluesky.login({ identifier: did, password, service, network: net.network });
    return (await bsky.post(text)).uri;
  };

  before(async () => {
    net = await startNetwork({ appView: false });
    const second = await net.addPds();
    alice = await net.createAccount("alice");
    bob = await second.createAccount("bob");
    await second.createAccount("carol");
    front = await startRelay(net);
    await post(alice, net.network.pds, "from the first");
    await post(bob, second.url, "from the second");
    await front.settled();
  });
  after(async () => {
    await front?.close();
    await net?.close();
  });

  it("knows its accounts, all, by server, and by what they have", async () => {
    const client = createClient({ service: front.url.replace("ws", "http"), network: net.network });
    const found = async (options: Parameters<typeof findRepos>[1]): Promise<number> => {
      const dids = await collect(findRepos(client, options));
      for (const { did } of [alice, bob]) assert.ok(dids.includes(did), JSON.stringify(options));
      return new Set(dids).size;
    };
    assert.equal(await found({ collections }), 2);
    assert.equal(await found({ collections, by: "repos" }), 3);
    assert.equal(await found({ by: "hosts" }), 3);
  });

  it("is backfilled, verified, from both, and goes on", async () => {
    const { network } = net;
    const identity = createIdentityResolver({ network });
    const client = createClient({ service: front.url.replace("ws", "http"), network });
    const uris: string[] = [];
    const all = backfill(client, relay(front.url), { collections, identity, verify: createVerifier({ identity }) });
    const running = all.run((event) => {
      if (event.kind === "commit") uris.push(event.uri);
    });
    const becomes = async (count: number): Promise<void> => {
      while (uris.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await Promise.race([becomes(2), running]);
    const later = await post(alice, network.pds, "later");
    await Promise.race([becomes(3), running]);
    await all.close();
    await running;
    assert.equal(uris.at(-1), later);
    assert.deepEqual(uris.map((uri) => uri.split("/")[2]).toSorted(), [alice.did, alice.did, bob.did].toSorted());
  });
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

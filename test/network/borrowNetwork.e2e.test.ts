import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { type Lender, lendNetworks } from "../../scripts/test/lendNetworks.ts";
import { borrowNetwork } from "./borrowNetwork.ts";

let lender: Lender;
const given = process.env.BLUESKY_TEST_NETWORKS;
before(async () => {
  lender = await lendNetworks();
  process.env.BLUESKY_TEST_NETWORKS = lender.path;
});
after(async () => {
  if (given === undefined) delete process.env.BLUESKY_TEST_NETWORKS;
  else process.env.BLUESKY_TEST_NETWORKS = given;
  await lender?.[Symbol.asyncDispose]();
});

it("gives each borrower a network with nothing of the last one, in the same process", {
  timeout: 120_000,
}, async () => {
  const first = await borrowNetwork({ appView: false });
  await first.createAccount("alice");
  await first.close();
  const [pid] = lender.pids;
  await using second = await borrowNetwork();
  assert.deepEqual(lender.pids, [pid]);
  await assert.rejects(fetch(first.network.pds), TypeError, "the servers of the first one have ended");
  const { handle, did, password } = await second.createAccount("alice");
  const agent = new AtpAgent({ service: second.network.pds });
  await agent.login({ identifier: handle, password });
  await agent.post({ text: "the only one" });
  await second.settled();
  const { data } = await agent.getAuthorFeed({ actor: did });
  assert.deepEqual(
    data.feed.map(({ post }) => (post.record as { text?: unknown }).text),
    ["the only one"],
  );
  assert.throws(() => second.pid, /no process of its own/);
  await assert.rejects(first.settled(), { code: "closed" });
});

it("says that a network's process has died, and lends no dead one", { timeout: 120_000 }, async () => {
  const doomed = await borrowNetwork({ appView: false });
  const { pids } = lender;
  for (const pid of pids) process.kill(pid, "SIGKILL");
  assert.equal((await doomed.ended())?.code, "child_died");
  await doomed.close();
  await using next = await borrowNetwork({ appView: false });
  assert.equal((await next.createAccount("bob")).handle, "bob.test");
  assert.equal(
    lender.pids.some((pid) => pids.includes(pid)),
    false,
  );
});

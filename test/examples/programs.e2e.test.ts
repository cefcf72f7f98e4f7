import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { Facet } from "bluesky/app/bsky/richtext/facet";
import { now } from "bluesky/syntax";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { startExample } from "./startExample.ts";

let net: Network;
let alice: Account;
let bsky: Bluesky;
let env: Record<string, string>;

before(async () => {
  net = await borrowNetwork();
  alice = await net.createAccount("alice");
  bsky = await Bluesky.login(alice);
  env = { BLUESKY_NETWORK: JSON.stringify(net.network) };
});
after(() => net?.close());

describe("examples/mention-bot", { timeout: 60_000 }, () => {
  let bot: Account;
  before(async () => {
    bot = await net.createAccount("helper");
  });

  async function mention(text: string): Promise<string> {
    const start = text.indexOf("@helper.test");
    const features = [{ $type: "app.bsky.richtext.facet#mention" as const, did: bot.did }];
    const facets: Facet[] = [{ index: { byteStart: start, byteEnd: start + "@helper.test".length }, features }];
    const { uri } = await bsky.records.create(Post, { text, facets, createdAt: now() });
    await net.settled();
    return uri;
  }

  async function answers(count: number): Promise<{ text: string; parent: string | undefined }[]> {
    for (;;) {
      const { records } = await bsky.records.list(Post, { repo: bot.did, reverse: true });
      if (records.length >= count)
        return records.map(({ value }) => ({ text: value.text, parent: value.reply?.parent.uri }));
      await sleep(200);
    }
  }

  async function run(body: () => Promise<void>): Promise<string> {
    const account = { BLUESKY_IDENTIFIER: bot.handle, BLUESKY_APP_PASSWORD: bot.password };
    const { child, ended } = startExample("mention-bot/bot.ts", [], { ...env, ...account, POLL_SECONDS: "0.3" });
    try {
      await Promise.race([
        body(),
        ended.then(({ code, stderr }) => assert.fail(`the bot ended by itself with ${code}:\n${stderr}`)),
      ]);
    } finally {
      child.kill("SIGTERM");
    }
    const { code, stdout, stderr } = await ended;
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout;
  }

  it("answers each mention once, also those while it was away, and ends on a signal", async () => {
    const asleep = await mention("Are you there, @helper.test?");
    const first = await run(async () => {
      assert.deepEqual(await answers(1), [{ text: "Hello alice.test, you wrote 28 characters.", parent: asleep }]);
      await mention("@helper.test, and now?");
      await answers(2);
    });
    assert.match(first, new RegExp(`^answering who mentions ${bot.did}\n(answered at://\\S+ with at://\\S+\n){2}$`));
    await net.settled();
    const second = await run(async () => {
      await mention("@helper.test again");
      await answers(3);
      await sleep(1_000); // some polls more
    });
    assert.equal(second.split("\n").filter((line) => line.startsWith("answered")).length, 1);
    assert.equal((await answers(3)).length, 3);
  });
});

describe("examples/export-posts", { timeout: 60_000 }, () => {
  it("writes every post, over many pages, and names what is not one", async () => {
    const writer = await Bluesky.login(await net.createAccount("writer"));
    const texts = Array.from({ length: 230 }, (_, index) => `post ${index} — ünïcode ${"x".repeat(200)}`);
    for (let at = 0; at < texts.length; at += 115) {
      const page = texts.slice(at, at + 115);
      await writer.records.applyWrites(page.map((text) => writer.records.buildWrite.create(Post, { text })));
    }
    await writer.com.atproto.repo.putRecord({
      repo: writer.did,
      collection: "app.bsky.feed.post",
      rkey: "3jzfcijpj2z2a",
      validate: false,
      record: { $type: "app.bsky.feed.post", text: 5, createdAt: now() },
    });
    const { code, stdout, stderr } = await startExample("export-posts/export.ts", ["writer.test"], env).ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^at:\S+\/app\.bsky\.feed\.post\/3jzfcijpj2z2a: .*text.*\n230 posts\n$/);
    const lines = stdout.trimEnd().split("\n");
    const posts: { uri: string; cid: string; value: Post }[] = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      posts.map(({ value }) => value.text),
      texts,
    );
    assert.ok(posts.every(({ uri, cid }) => uri.startsWith(`at://${writer.did}/`) && cid.startsWith("bafy")));
  });

  it("ends in order when nobody reads it any more, and says how it is called", async () => {
    const { child, ended } = startExample("export-posts/export.ts", ["writer.test"], env);
    child.stdout.destroy();
    const { code, stderr } = await ended;
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /EPIPE|230 posts/);
    assert.deepEqual(await startExample("export-posts/export.ts").ended, {
      code: 2,
      stdout: "",
      stderr: "usage: node export.ts <handle or DID>\n",
    });
  });
});

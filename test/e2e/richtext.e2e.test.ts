import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AtpAgent, RichText } from "@atproto/api";
import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import { create } from "bluesky/records";
import { link, mention, prepareText, rt, splitText } from "bluesky/richtext";
import type { Account, Network } from "bluesky-devnet";
import { detectionCases } from "../../packages/bluesky/src/richtext/testing/cases.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
let alice: Account;
let bob: Account;
let bsky: Bluesky;
let agent: AtpAgent;

before(async () => {
  net = await borrowNetwork({ appView: false });
  [alice, bob] = [await net.createAccount("alice"), await net.createAccount("bob")];
  bsky = await Bluesky.login(alice);
  agent = new AtpAgent({ service: net.services.pds.url });
  await agent.login({ identifier: alice.identifier, password: alice.password });
});
after(() => net?.close());

/** A record as the official library reads it. */
async function readBack(rkey: string): Promise<RichText> {
  const { value } = await agent.app.bsky.feed.post.get({ repo: alice.did, rkey });
  return new RichText({ text: value.text, ...(value.facets && { facets: value.facets }) });
}

const segmentsOf = (rich: RichText): unknown[] =>
  [...rich.segments()].map(({ text, mention, link, tag }) => [text, mention?.did ?? link?.uri ?? tag?.tag]);

describe("rich text on a real server", () => {
  it("has the mentions of those that there are, and names the others", async () => {
    const prepared = await prepareText(
      bsky,
      rt`😀 ${mention(bob.handle)} and @nobody.test, ${link("read this", "https://example.com")} #tag`,
    );
    assert.deepEqual(prepared.unresolved, ["nobody.test"]);
    const { rkey } = await create(bsky, Post, { text: prepared.text, facets: prepared.facets });
    assert.deepEqual(segmentsOf(await readBack(rkey)), [
      ["😀 ", undefined],
      ["@bob.test", bob.did],
      [" and @nobody.test, ", undefined],
      ["read this", "https://example.com"],
      [" ", undefined],
      ["#tag", "tag"],
    ]);
  });

  it("is taken whatever is detected, also where what the app detects is refused", async () => {
    for (const { text, refused } of detectionCases) {
      const prepared = await prepareText(bsky, text, { shortenLinks: false });
      const { rkey } = await create(bsky, Post, { text: prepared.text, facets: prepared.facets });
      const stored = await readBack(rkey);
      assert.equal(stored.text, prepared.text);
      assert.deepEqual(stored.facets ?? [], prepared.facets);
      if (!refused) continue;
      const official = new RichText({ text });
      await official.detectFacets(agent);
      const record = {
        $type: "app.bsky.feed.post",
        text,
        facets: official.facets,
        createdAt: new Date().toISOString(),
      };
      await assert.rejects(
        agent.com.atproto.repo.createRecord({ repo: alice.did, collection: "app.bsky.feed.post", record }),
        /uri/,
      );
    }
  });

  it("goes into several posts when it is long", async () => {
    const sentence = "Hello @bob.test, here is https://example.com/with/a/long/path for you. 😀 ";
    const parts = splitText(await prepareText(bsky, sentence.repeat(20)), { number: true });
    assert.ok(parts.length > 3);
    for (const [index, { text, facets }] of parts.entries()) {
      const { rkey } = await create(bsky, Post, { text, facets });
      const stored = await readBack(rkey);
      assert.ok(stored.graphemeLength <= 300 && stored.text.endsWith(` (${index + 1}/${parts.length})`));
      const marked = segmentsOf(stored).filter((segment) => (segment as unknown[])[1] !== undefined);
      assert.ok(marked.length > 0);
      for (const segment of marked) {
        const expected = [
          ["@bob.test", bob.did],
          ["example.com/with/a/long/...", "https://example.com/with/a/long/path"],
        ];
        assert.ok(
          expected.some((one) => JSON.stringify(one) === JSON.stringify(segment)),
          JSON.stringify(segment),
        );
      }
    }
  });
});

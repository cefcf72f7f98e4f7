import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lexicons } from "@atproto/api";
import { formatCid } from "../../src/data/index.ts";
import { getTimeline, Post } from "../../src/lexicons/app/bsky/feed.ts";
import { createClient } from "../../src/xrpc/client/createClient.ts";

// What looks wrong and is accepted on purpose, here and by the official package: docs/differences.md has the reasons.

const uri = "at://alice.test/app.bsky.feed.post/3jzfcijpj2z2a";
const cid = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const post = { $type: "app.bsky.feed.post" as const, text: "Hello", createdAt: "2026-01-31T12:00:00.000Z" };

function assertAccepted(value: object): void {
  assert.deepEqual(Post.safeParse(value), { ok: true, value });
  // The official check of a record asks for its name.
  const result = lexicons.validate("app.bsky.feed.post", { ...value, $type: post.$type });
  assert.ok(result.success);
}

describe("strict validation accepts", () => {
  test("a record without its $type, which writes fill in", () => {
    const { $type: _, ...rest } = post;
    assertAccepted(rest);
  });

  test("a $type of another name in a nested object that is no union", () => {
    assertAccepted({ ...post, reply: { root: { $type: "example.other", uri, cid }, parent: { uri, cid } } });
  });

  test("CIDs of other codecs and hashes", () => {
    const raw = "bafkreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
    const sha512 = formatCid(Uint8Array.from([1, 0x71, 0x13, 64, ...new Uint8Array(64)]));
    for (const other of [raw, sha512]) {
      assertAccepted({ ...post, reply: { root: { uri, cid: other }, parent: { uri, cid } } });
    }
  });

  test("properties that the lexicon does not have", () => {
    assertAccepted({ ...post, example: { list: [1, "two", null] } });
  });

  test("parameters that the lexicon does not have, and sends them", async () => {
    const urls: string[] = [];
    const client = createClient({
      service: "https://pds.test",
      fetch: (input) => {
        urls.push(String(input instanceof Request ? input.url : input));
        return Promise.resolve(Response.json({ feed: [] }));
      },
    });
    const params = { limit: 5, extra: "x" };
    await getTimeline(client, params);
    assert.deepEqual(urls, ["https://pds.test/xrpc/app.bsky.feed.getTimeline?limit=5&extra=x"]);
    assert.ok(lexicons.assertValidXrpcParams("app.bsky.feed.getTimeline", params));
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { toAppUrl } from "./toAppUrl.ts";
import { toAtUri } from "./toAtUri.ts";

const did = "did:plc:z72i7hdynmk6r22z27h6tvur";
const rkey = "3jzfcijpj2z2a";

/** Pages, and the records that they show. */
const both: [url: string, uri: string][] = [
  [`https://bsky.app/profile/alice.example.com/post/${rkey}`, `at://alice.example.com/app.bsky.feed.post/${rkey}`],
  [`https://bsky.app/profile/${did}/post/${rkey}`, `at://${did}/app.bsky.feed.post/${rkey}`],
  ["https://bsky.app/profile/bsky.app/feed/whats-hot", "at://bsky.app/app.bsky.feed.generator/whats-hot"],
  [`https://bsky.app/profile/${did}/lists/${rkey}`, `at://${did}/app.bsky.graph.list/${rkey}`],
  [`https://bsky.app/starter-pack/a.example.com/${rkey}`, `at://a.example.com/app.bsky.graph.starterpack/${rkey}`],
  ["https://bsky.app/profile/bsky.app", "at://bsky.app"],
];

describe("toAtUri and toAppUrl", () => {
  it("are inverses", () => {
    for (const [url, uri] of both) {
      assert.equal(toAtUri(url), uri);
      assert.equal(toAppUrl(uri), url);
    }
  });

  it("take pages as people copy them", () => {
    const uri = both[1]?.[1];
    for (const url of [
      ` https://bsky.app/profile/${did}/post/${rkey} `,
      `https://bsky.app/profile/${did}/post/${rkey}/`,
      `https://bsky.app/profile/${did}/post/${rkey}/liked-by`,
      `https://bsky.app/profile/${did}/post/${rkey}?ref_src=embed#top`,
      `https://bsky.app/profile/${encodeURIComponent(did)}/post/${rkey}`,
      `HTTPS://BSKY.APP/profile/${did}/post/${rkey}`,
    ]) {
      assert.equal(toAtUri(url), uri, url);
    }
    assert.equal(toAtUri(`https://bsky.app/start/${did}/${rkey}`), `at://${did}/app.bsky.graph.starterpack/${rkey}`);
    assert.equal(toAtUri("https://bsky.app/profile/bsky.app/"), "at://bsky.app");
  });

  it("give nothing of what is no such page", () => {
    for (const url of [
      ...["", "bsky.app", "https://bsky.app", "https://bsky.app/", "https://bsky.app/settings", "at://bsky.app"],
      ...[
        `https://example.com/profile/${did}/post/${rkey}`,
        `https://bsky.app.example.com/profile/${did}/post/${rkey}`,
      ],
      ...[`https://bsky.app/profile/nobody/post/${rkey}`, `https://bsky.app/profile/${did}/post/a b`],
      ...[`https://bsky.app/profile/${did}/post`, `https://bsky.app/profile/${did}/followers/x`],
      ...[`https://bsky.app/post/${did}/${rkey}`, `https://bsky.app/profile/%E0%A4%A/post/${rkey}`],
      ...[`https://bsky.app/profile/${did}/${rkey}`, `https://bsky.app/starter-pack/${did}`],
      ...[`https://bsky.app/profile/${did}/constructor/${rkey}`],
    ]) {
      assert.equal(toAtUri(url), undefined, url);
    }
    for (const uri of [`at://${did}/app.bsky.feed.like/${rkey}`, `at://${did}/app.bsky.feed.post`]) {
      assert.equal(toAppUrl(uri), undefined, uri);
    }
    assert.equal(toAtUri(undefined as never), undefined);
    assert.throws(() => toAppUrl("https://bsky.app/"), { code: "invalid_syntax" });
  });

  it("have the app of the network", () => {
    const network = { ...blueskyNetwork, webApp: "http://localhost:3000" };
    const url = `http://localhost:3000/profile/${did}/post/${rkey}`;
    assert.equal(toAppUrl(`at://${did}/app.bsky.feed.post/${rkey}`, { network }), url);
    assert.equal(toAtUri(url, { network }), `at://${did}/app.bsky.feed.post/${rkey}`);
    assert.equal(toAtUri(both[0]?.[0] ?? "", { network }), undefined);
    assert.equal(toAtUri(both[0]?.[0] ?? "", { network: { ...blueskyNetwork, webApp: undefined } }), both[0]?.[1]);
  });
});

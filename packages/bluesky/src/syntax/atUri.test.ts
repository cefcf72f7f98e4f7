import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAtUriString } from "@atproto/syntax";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { type AtUriParts, buildAtUri, InvalidSyntaxError, parseAtUri } from "./index.ts";
import { arbitraries } from "./testing/arbitraries.ts";

test("takes AT URIs apart", () => {
  assert.deepEqual(parseAtUri("at://alice.test/app.bsky.feed.post/3jzfcijpj2z2a#/facets/0"), {
    authority: "alice.test",
    collection: "app.bsky.feed.post",
    rkey: "3jzfcijpj2z2a",
    fragment: "/facets/0",
  });
  assert.deepEqual(parseAtUri("at://did:web:example.com"), { authority: "did:web:example.com" });
  assert.deepEqual(parseAtUri("at://alice.test/app.bsky.feed.post"), {
    authority: "alice.test",
    collection: "app.bsky.feed.post",
  });
});

test("takes apart as the official parser does, and puts together again", () => {
  fc.assert(
    fc.property(arbitraries["at-uri"], (uri) => {
      const ours = parseAtUri(uri);
      const theirs = parseAtUriString(uri);
      assert.ok(theirs.success);
      const { authority, collection, rkey, hash } = theirs.value;
      assert.deepEqual(
        {
          collection: undefined,
          rkey: undefined,
          ...ours,
          fragment: ours.fragment && decodeURIComponent(ours.fragment),
        },
        { authority, collection, rkey, fragment: hash },
      );
      assert.equal(buildAtUri(ours), uri);
    }),
    { numRuns: soak(1000, 300_000) },
  );
});

test("says which part is not valid", () => {
  const reason = (uri: string): string => {
    try {
      parseAtUri(uri);
    } catch (error) {
      assert.ok(error instanceof InvalidSyntaxError);
      assert.equal(error.format, "at-uri");
      return error.reason;
    }
    return assert.fail("it is valid");
  };
  assert.match(reason("https://alice.test"), /^expected at:\/\//);
  assert.match(reason("at://alice"), /authority/);
  assert.match(reason("at://alice.test/post"), /collection/);
  assert.match(reason("at://alice.test/app.bsky.feed.post/.."), /record key/);
  assert.match(reason("at://alice.test#x"), /json pointer/);
});

test("does not put together what is not valid, or would be taken apart otherwise", () => {
  const bad: AtUriParts[] = [
    { authority: "" },
    { authority: "alice" },
    { authority: "alice.test/app.bsky.feed.post" },
    { authority: "alice.test", collection: "app.bsky.feed.post/self" },
    { authority: "alice.test", collection: "app.bsky.feed.post#/a" },
    { authority: "alice.test", collection: "" },
    { authority: "alice.test", rkey: "self" },
    { authority: "alice.test", rkey: "app.bsky.feed" },
    { authority: "alice.test", collection: "app.bsky.feed.post", rkey: "a/b" },
    { authority: "alice.test", collection: "app.bsky.feed.post", rkey: "" },
    { authority: "alice.test", fragment: "/a#/b" },
    { authority: "alice.test", fragment: "" },
    { authority: "alice.test", fragment: `/${"a".repeat(8192)}` },
  ];
  for (const parts of bad) assert.throws(() => buildAtUri(parts), InvalidSyntaxError, JSON.stringify(parts));
});

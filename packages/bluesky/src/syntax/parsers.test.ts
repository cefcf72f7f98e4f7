import assert from "node:assert/strict";
import { test } from "node:test";
import { NSID, normalizeHandle as officialNormalize, parseLanguageString } from "@atproto/syntax";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { isBlueskyError } from "../errors/BlueskyError.ts";
import { invalidSyntax } from "./InvalidSyntaxError.ts";
import {
  hasReservedTld,
  InvalidSyntaxError,
  isHandle,
  isLanguage,
  normalizeHandle,
  parseDid,
  parseLanguage,
  parseNsid,
} from "./index.ts";
import { arbitraries, mutated } from "./testing/arbitraries.ts";

test("parseDid", () => {
  assert.deepEqual(parseDid("did:plc:abc"), { method: "plc", id: "abc" });
  assert.deepEqual(parseDid("did:web:localhost%3A80:x"), { method: "web", id: "localhost%3A80:x" });
  assert.throws(() => parseDid("did:plc"), { name: "InvalidSyntaxError", code: "invalid_syntax", format: "did" });
});

test("parseNsid", () => {
  assert.deepEqual(parseNsid("app.bsky.feed.post"), {
    authority: "feed.bsky.app",
    name: "post",
    segments: ["app", "bsky", "feed", "post"],
  });
  assert.throws(() => parseNsid("app.bsky"), { code: "invalid_syntax", format: "nsid" });
  fc.assert(
    fc.property(arbitraries.nsid, (nsid) => {
      const { authority, name, segments } = NSID.parse(nsid);
      assert.deepEqual(parseNsid(nsid), { authority, name, segments });
    }),
  );
});

test("normalizeHandle", () => {
  assert.equal(normalizeHandle(" @Alice.Bsky.Social\n"), "alice.bsky.social");
  assert.equal(normalizeHandle("\u202a@alice.test\u202c"), "alice.test");
  for (let code = 0; code < 0x10000; code += 1) {
    const mark = String.fromCharCode(code);
    if (/\p{Bidi_Control}/u.test(mark)) assert.equal(normalizeHandle(`${mark}alice.test`), "alice.test", `${code}`);
  }
  for (const bad of ["", "@", "alice", "@@alice.test", "al ice.test", "https://alice.test"]) {
    assert.throws(() => normalizeHandle(bad), { code: "invalid_syntax", format: "handle" }, bad);
  }
  fc.assert(
    fc.property(arbitraries.handle, (handle) => {
      assert.equal(normalizeHandle(handle), officialNormalize(handle));
      assert.ok(isHandle(normalizeHandle(handle)));
    }),
  );
});

test("hasReservedTld", () => {
  for (const tld of ["alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "Local"]) {
    assert.ok(hasReservedTld(`alice.${tld}`), tld);
  }
  for (const handle of ["alice.test", "alice.com", "local.com", "alice.locals", "alice.xlocal"]) {
    assert.ok(!hasReservedTld(handle), handle);
  }
});

test("parseLanguage", () => {
  assert.deepEqual(parseLanguage("zh-yue-Hant-HK-1abc-variant-u-co-phonebk-a-bb-x-y-z"), {
    language: "zh",
    extlangs: ["yue"],
    script: "Hant",
    region: "HK",
    variants: ["1abc", "variant"],
    extensions: ["u-co-phonebk", "a-bb"],
    privateUse: "x-y-z",
  });
  assert.deepEqual(parseLanguage("x-abc"), {
    language: undefined,
    extlangs: [],
    script: undefined,
    region: undefined,
    variants: [],
    extensions: [],
    privateUse: "x-abc",
  });
  assert.equal(parseLanguage("i-klingon").grandfathered, "i-klingon");
  for (const bad of ["", "en_US", "de-1901-1901", "en-a-bbb-A-ccc", "de-rozaj-ROZAJ"]) {
    assert.throws(() => parseLanguage(bad), { code: "invalid_syntax", format: "language" }, bad);
  }
});

test("parseLanguage takes apart what the official parser does, in the same way", () => {
  let parsed = 0;
  fc.assert(
    fc.property(fc.oneof(arbitraries.language, mutated(arbitraries.language)), (tag) => {
      const theirs = parseLanguageString(tag);
      if (theirs === null) {
        // They also refuse a primary subtag that is long or in upper case.
        if (!isLanguage(tag)) assert.throws(() => parseLanguage(tag), InvalidSyntaxError);
        return;
      }
      parsed++;
      const ours = parseLanguage(tag);
      // The official groups keep the last of several, and count the language with its extension as one.
      if (theirs.grandfathered !== undefined && ours.grandfathered === undefined) return;
      assert.equal(ours.grandfathered, theirs.grandfathered);
      assert.equal([ours.language, ...ours.extlangs].filter(Boolean).join("-"), theirs.language ?? "");
      assert.equal(ours.script, theirs.script);
      assert.equal(ours.region, theirs.region);
      assert.equal(ours.variants.at(-1), theirs.variant);
      assert.equal(ours.extensions.at(-1), theirs.extension);
      assert.equal(ours.privateUse, theirs.privateUse);
    }),
    { numRuns: soak(3000, 300_000) },
  );
  assert.ok(parsed > 500, `${parsed}`);
});

test("errors show little of what came", () => {
  const long = invalidSyntax("did", "x".repeat(65), "reason");
  assert.equal(long.value.length, 64);
  assert.ok(long.message.length < 180);
  assert.ok(isBlueskyError(long) && long instanceof Error);
  assert.deepEqual(JSON.parse(JSON.stringify(invalidSyntax("did", "x", "why"))), {
    name: "InvalidSyntaxError",
    code: "invalid_syntax",
    message: 'Invalid did "x": why (see bluesky/docs/errors/invalid_syntax.md)',
    docs: "bluesky/docs/errors/invalid_syntax.md",
    format: "did",
    value: "x",
    reason: "why",
  });
  const explode = (): never => assert.fail("was converted to a string");
  // A parser may be called from JavaScript with anything.
  const hostile = { toString: explode, [Symbol.toPrimitive]: explode } as unknown as string;
  for (const parse of [parseDid, parseNsid, parseLanguage]) {
    assert.throws(
      () => parse(hostile),
      (error) => error instanceof InvalidSyntaxError && error.value === "object",
    );
  }
});

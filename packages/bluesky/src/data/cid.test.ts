import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { cidForLex } from "@atproto/lex-cbor";
import { cidForRawBytes, parseCid as officialParse } from "@atproto/lex-data";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { decodeBase32, encodeBase32 } from "../platform/bytes/base32.ts";
import { isCid } from "../syntax/index.ts";
import { arbitraries, mutated } from "../syntax/testing/arbitraries.ts";
import {
  type CidParts,
  CODEC_DAG_CBOR,
  CODEC_RAW,
  cidForBlob,
  cidForRecord,
  formatCid,
  HASH_SHA256,
  InvalidDataError,
  parseCid,
} from "./index.ts";

test("takes CIDs apart as the official parser does, and only those that isCid accepts", () => {
  let valid = 0;
  fc.assert(
    fc.property(fc.oneof(arbitraries.cid, mutated(arbitraries.cid)), (text) => {
      let ours: CidParts;
      try {
        ours = parseCid(text);
      } catch (error) {
        assert.ok(error instanceof InvalidDataError);
        if (isCid(text) && text.length <= 128 && !hasLongVarint(text)) assert.throws(() => officialParse(text), text);
        return;
      }
      valid++;
      assert.ok(isCid(text), text);
      assert.equal(formatCid(ours), text);
      assert.equal(formatCid(ours.bytes), text);
      if (text.length > 128) return; // the limit of the official parser
      const theirs = officialParse(text);
      assert.deepEqual(
        { ...ours, bytes: [...ours.bytes], digest: [...ours.digest] },
        {
          version: theirs.version,
          codec: theirs.code,
          hash: theirs.multihash.code,
          digest: [...theirs.multihash.digest],
          bytes: [...theirs.bytes],
        },
      );
    }),
    { numRuns: soak(3000, 300_000) },
  );
  assert.ok(valid > 1000, `${valid}`);
});

/** Whether a zero ends a varint of several bytes, which the official parser accepts: a second spelling of the CID. */
function hasLongVarint(cid: string): boolean {
  return (decodeBase32(cid.slice(1)) ?? []).some((byte, at, bytes) => byte === 0 && (bytes[at - 1] ?? 0) > 127);
}

test("what bytes are not those of a CID", () => {
  const digest = new Array(32).fill(7);
  const good = [1, 0x71, 0x12, 32, ...digest];
  assert.equal(parseCid(Uint8Array.from(good)).codec, CODEC_DAG_CBOR);
  assert.equal(parseCid(Uint8Array.from([1, 0x55, 0x12, 96, ...new Array(96).fill(0)])).hash, HASH_SHA256);
  for (const bad of [
    [],
    [1],
    good.slice(0, -1),
    [...good, 0],
    [0, ...good.slice(1)],
    [0x12, 0x20, ...digest],
    [0x81, 0, ...good.slice(1)],
    [1, 0xf1, 0, 0x12, 32, ...digest],
    [1, 0x55, 0x12, 97, ...new Array(97).fill(0)],
    [1, 0x55, 0x12, ...new Array(50).fill(0xff)],
  ]) {
    assert.throws(() => parseCid(Uint8Array.from(bad)), { code: "invalid_data" }, `${bad}`);
    assert.throws(() => formatCid(Uint8Array.from(bad)), { code: "invalid_data" });
  }
});

test("base 32 there and back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      assert.deepEqual(decodeBase32(encodeBase32(bytes)), Uint8Array.from(bytes));
    }),
  );
  for (const bad of ["a", "ab", "a1", "A", "aaaaab=", "aé", "aaa"]) assert.equal(decodeBase32(bad), undefined, bad);
});

test("the CIDs of records and blobs", async () => {
  const record = { $type: "app.bsky.feed.post", text: "hi", createdAt: "2026-01-31T12:00:00.000Z" };
  assert.equal(await cidForRecord(record), `${await cidForLex(record)}`);
  const bytes = Uint8Array.from([1, 2, 3]);
  assert.equal(await cidForBlob(bytes), `${await cidForRawBytes(bytes)}`);
  assert.equal(await cidForBlob(Buffer.from("xxabc").subarray(2)), await cidForBlob(Uint8Array.from([97, 98, 99])));
  const { codec, digest } = parseCid(await cidForBlob(bytes));
  assert.equal(codec, CODEC_RAW);
  assert.deepEqual([...digest], [...createHash("sha256").update(bytes).digest()]);
});

test("a record that is too large has no CID", async () => {
  const text = "x".repeat(1_048_576 - 11);
  assert.ok(await cidForRecord({ text }));
  await assert.rejects(cidForRecord({ text: `${text}x` }), { code: "invalid_data", received: "1048577" });
});

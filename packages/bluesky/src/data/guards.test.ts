import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { jsonToLex, BlobRef as OfficialBlobRef } from "@atproto/lexicon";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { bytesLength, fromBytes, isBlob, isBytes, isCidLink, isLegacyBlob, toBytes } from "./index.ts";

const RAW = "bafkreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const CBOR = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const blob = { $type: "blob", ref: { $link: RAW }, mimeType: "image/png", size: 10 };
const explode = (): never => assert.fail("was called");

describe("isBlob", () => {
  test("shape and strict", () => {
    assert.ok(isBlob(blob) && isBlob(blob, { strict: true }));
    assert.ok(isBlob({ ...blob, ref: { $link: "x" }, mimeType: "", size: 1.5, more: 1 }));
    for (const bad of [
      { ...blob, size: 1.5 },
      { ...blob, size: -1 },
      { ...blob, size: 2 ** 53 },
      { ...blob, mimeType: "" },
      { ...blob, mimeType: "png" },
      { ...blob, ref: { $link: CBOR } },
      { ...blob, ref: { $link: "bafkrei" } },
      { ...blob, ref: { $link: RAW, more: 1 } },
      { ...blob, more: 1 },
    ]) {
      assert.ok(isBlob(bad), JSON.stringify(bad));
      assert.ok(!isBlob(bad, { strict: true }), JSON.stringify(bad));
    }
    for (const bad of [
      undefined,
      null,
      [],
      "blob",
      {},
      { ...blob, $type: undefined },
      { ...blob, $type: "blob#main" },
      { ...blob, ref: RAW },
      { ...blob, ref: undefined },
      { ...blob, mimeType: undefined },
      { ...blob, size: "10" },
      { cid: RAW, mimeType: "image/png" },
    ]) {
      assert.ok(!isBlob(bad), JSON.stringify(bad));
    }
  });

  test("strict is within what @atproto/lexicon takes", () => {
    const property = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
    fc.assert(
      fc.property(
        fc.record(
          {
            $type: property("blob", "blob", "other"),
            ref: property<unknown>({ $link: RAW }, { $link: RAW }, { $link: CBOR }, { $link: "x" }, RAW, null),
            mimeType: property<unknown>("image/png", "image/*", "", 1),
            size: property<unknown>(0, 1, 1.5, -1, "1"),
            more: property(1),
          },
          { requiredKeys: [] },
        ),
        (value) => {
          // Typed as lexicon values, of which these are some.
          const theirs = jsonToLex(value as Parameters<typeof jsonToLex>[0]) instanceof OfficialBlobRef;
          const differs =
            value.mimeType === "" ||
            value.size === 1.5 ||
            value.size === -1 ||
            JSON.stringify(value.ref) === JSON.stringify({ $link: CBOR });
          assert.equal(isBlob(value, { strict: true }), theirs && !differs, JSON.stringify(value));
        },
      ),
      { numRuns: soak(3000, 300_000) },
    );
  });

  test("blobs of the first days are told apart", () => {
    const legacy = { cid: RAW, mimeType: "image/png" };
    assert.ok(isLegacyBlob(legacy) && isLegacyBlob(legacy, { strict: true }) && !isBlob(legacy));
    assert.ok(isLegacyBlob({ cid: "x", mimeType: "" }) && !isLegacyBlob({ cid: "x", mimeType: "" }, { strict: true }));
    assert.ok(!isLegacyBlob({ ...legacy, more: 1 }, { strict: true }));
    for (const bad of [blob, { ...legacy, $type: "blob" }, { cid: RAW }, { mimeType: "image/png" }, null, [legacy]]) {
      assert.ok(!isLegacyBlob(bad), JSON.stringify(bad));
    }
  });
});

test("isCidLink", () => {
  assert.ok(isCidLink({ $link: RAW }) && isCidLink({ $link: CBOR }, { strict: true }));
  for (const bad of [
    { $link: "x" },
    { $link: RAW, more: 1 },
    { $link: "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n" },
  ]) {
    assert.ok(isCidLink(bad) && !isCidLink(bad, { strict: true }), JSON.stringify(bad));
  }
  for (const bad of [null, undefined, RAW, [RAW], {}, { $link: 1 }, { $link: { toString: explode } }]) {
    assert.ok(!isCidLink(bad) && !isCidLink(bad, { strict: true }));
  }
});

describe("bytes", () => {
  test("base 64 with or without padding", () => {
    for (const [base64, bytes] of [
      ["", []],
      ["YQ", [97]],
      ["YQ==", [97]],
      ["YWI", [97, 98]],
      ["YWI=", [97, 98]],
      ["YWJj", [97, 98, 99]],
      ["+/+/", [251, 255, 191]],
    ] as const) {
      const value = { $bytes: base64 };
      assert.ok(isBytes(value, { strict: true }), base64);
      assert.deepEqual([...toBytes(value)], bytes);
      assert.equal(bytesLength(value), bytes.length);
      assert.deepEqual(jsonToLex(value), Uint8Array.from(bytes));
    }
  });

  test("what is not base 64", () => {
    for (const base64 of [
      "Y",
      "YWJjZ",
      "YQ===",
      "YWI==",
      "YWJj=",
      "=",
      "Y Q=",
      "YQ=",
      "z/",
      "YWJ",
      "YQ==YQ==",
      "-_-_",
      "Y\nQ=",
      "é",
      "YQ=a",
    ]) {
      const value = { $bytes: base64 };
      assert.ok(isBytes(value) && !isBytes(value, { strict: true }), base64);
      assert.throws(() => toBytes(value), { name: "InvalidDataError", code: "invalid_data" });
    }
    assert.ok(!isBytes({ $bytes: "YQ", more: 1 }, { strict: true }));
    for (const bad of [null, "YQ", {}, { $bytes: 1 }, { $bytes: { toString: explode } }, [{ $bytes: "YQ" }]]) {
      assert.ok(!isBytes(bad) && !isBytes(bad, { strict: true }));
    }
  });

  test("there and back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const json = fromBytes(bytes);
        assert.equal(json.$bytes, Buffer.from(bytes).toString("base64").replace(/=+$/, ""));
        assert.deepEqual(toBytes(json), Uint8Array.from(bytes));
        assert.equal(bytesLength(json), bytes.length);
        assert.equal(bytesLength({ $bytes: Buffer.from(bytes).toString("base64") }), bytes.length);
      }),
    );
    const large = new Uint8Array(1_000_000).map((_, i) => i * 7);
    assert.deepEqual(toBytes(fromBytes(large)), large);
  });
});

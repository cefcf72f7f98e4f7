import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeBase64Url, encodeBase64 } from "./base64.ts";

describe("base 64", () => {
  it("is written as Node writes it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        assert.equal(encodeBase64(bytes), Buffer.from(bytes).toString("base64"));
      }),
    );
  });

  it("is read in the alphabet for URLs", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        assert.deepEqual(decodeBase64Url(Buffer.from(bytes).toString("base64url")), new Uint8Array(bytes));
      }),
    );
  });

  it("is read whatever the bits are that are left over", () => {
    for (const text of ["YQ", "YR", "YWI", "YWJ"]) {
      assert.deepEqual(decodeBase64Url(text), new Uint8Array(Buffer.from(text, "base64url")), text);
    }
  });

  it("is not read from anything else", () => {
    for (const text of ["a", "abcde", "ab==", "a+b/", "a b", "ü", "ab\n"]) {
      assert.equal(decodeBase64Url(text), undefined, text);
    }
  });
});

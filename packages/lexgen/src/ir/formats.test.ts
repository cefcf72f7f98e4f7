import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Lexicons } from "@atproto/lexicon";
import fc from "fast-check";
import { FORMATS } from "./formats.ts";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Of each format what has it, what has not, and texts that may have it. */
const cases: { readonly [format: string]: { valid: readonly string[]; invalid: readonly string[]; near: RegExp } } = {
  "at-identifier": {
    valid: ["did:web:a.test", "a.test"],
    invalid: ["a", "did:web"],
    near: /^(did:[a-z]{1,4}:)?[a-z0-9.:-]{1,9}$/,
  },
  "at-uri": {
    valid: ["at://a.test", "at://did:plc:abc/com.example.a/self"],
    invalid: ["at://a", "https://a.test", "at://a.test/b/c/d"],
    near: /^at:\/\/(a\.test|did:web:a|[a-z.]{3})(\/([a-z]{2}\.){1,3}[a-z]{2}(\/[a-z0-9.:~_/-]{0,4})?)?$/,
  },
  cid: {
    valid: [
      "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
      "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n",
    ],
    invalid: ["nope", "", "bafy"],
    near: /^b[a-z2-7]{50,60}$/,
  },
  datetime: {
    valid: ["1985-04-12T23:20:50.123Z", "2024-02-29T00:00:00+01:30", "0001-01-01T00:00:00.000Z"],
    invalid: [
      "1985-04-12",
      "2023-02-29T00:00:00Z",
      "2024-04-31T00:00:00Z",
      "1985-04-12T23:20:50-00:00",
      "1985-04-12 23:20:50Z",
    ],
    near: /^(19|20)\d\d-[01]\d-([01]\d|2[0-8])T[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,4})?(Z|[+-]0\d:[0-5]\d)$/,
  },
  did: {
    valid: ["did:plc:abc", "did:web:a.test%3A80"],
    invalid: ["nope", "did:plc:", "DID:plc:a"],
    near: /^did:[a-z]{1,4}:[a-zA-Z0-9._:%-]{1,6}$/,
  },
  handle: {
    valid: ["a.test", "a-b.c.test"],
    invalid: ["a", "a..b", "-a.test", "a.1"],
    near: /^[a-z0-9.-]{2,10}\.[a-z0-9]{1,4}$/,
  },
  language: {
    valid: ["de", "de-CH", "x-klingon", "i-klingon", "zh-Hant-TW"],
    invalid: ["x", "", "de_CH", "d"],
    near: /^[a-z]{1,4}(-[a-zA-Z0-9]{1,9}){0,3}$/,
  },
  nsid: {
    valid: ["com.example.a"],
    invalid: ["com.example", "com.example.1a", `com.${"a".repeat(64)}.b`],
    near: /^([a-z0-9-]{1,4}\.){1,3}[a-zA-Z0-9-]{1,4}$/,
  },
  "record-key": {
    valid: ["self", "a.b:c~d_e-f", "3k"],
    invalid: ["", ".", "..", "a/b", "a b"],
    near: /^[a-z.:~_/ -]{0,6}$/,
  },
  tid: {
    valid: ["3jzfcijpj2z2a"],
    invalid: ["3jzfcijpj2z2", "zzzzzzzzzzzzz", "3jzfcijpj2z21"],
    near: /^[2-7a-z]{12,14}$/,
  },
  uri: {
    valid: ["https://a.test", "did:plc:abc", "at://a.test"],
    invalid: ["nope", "a b:c", "://a"],
    near: /^[a-z+.-]{1,5}:[a-z/ :]{1,6}$/,
  },
};

const properties = Object.fromEntries(
  [...FORMATS.keys()].map((format) => [format, { type: "string" as const, format }]),
);
const lexicons = new Lexicons([
  { lexicon: 1, id: "com.example.formats", defs: { main: { type: "object", properties: properties as never } } },
]);

describe(`formats (seed ${seed})`, () => {
  for (const [format, has] of FORMATS) {
    it(`of what a lexicon gives as a value: ${format}`, () => {
      const { valid = [], invalid = [], near = /./ } = cases[format] ?? {};
      assert.ok(valid.length > 0);
      for (const text of valid) assert.equal(has(text), true, text);
      for (const text of invalid) assert.equal(has(text), false, text);
      // A lexicon must not be refused for a value that others take. Theirs does not know how long months are.
      fc.assert(
        fc.property(fc.stringMatching(near), (text) => {
          return has(text) || !lexicons.validate("com.example.formats", { [format]: text }).success;
        }),
        { seed, numRuns: 500 },
      );
    });
  }
});

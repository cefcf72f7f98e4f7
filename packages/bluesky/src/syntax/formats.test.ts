import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Lexicons } from "@atproto/lexicon";
import * as official from "@atproto/syntax";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import {
  isAtIdentifier,
  isAtUri,
  isCid,
  isDatetime,
  isDid,
  isHandle,
  isLanguage,
  isNsid,
  isRecordKey,
  isTid,
  isUri,
  type StringFormat,
} from "./index.ts";
import { arbitraries, mutated } from "./testing/arbitraries.ts";
import { differences } from "./testing/differences.ts";

const guards: Record<StringFormat, (value: unknown) => boolean> = {
  "at-identifier": isAtIdentifier,
  "at-uri": isAtUri,
  cid: isCid,
  datetime: isDatetime,
  did: isDid,
  handle: isHandle,
  language: isLanguage,
  nsid: isNsid,
  "record-key": isRecordKey,
  tid: isTid,
  uri: isUri,
};
const formats = Object.keys(guards) as StringFormat[]; // the keys are the formats

const syntax: Record<StringFormat, ((value: string) => boolean) | undefined> = {
  "at-identifier": official.isAtIdentifierString,
  "at-uri": official.isAtUriString,
  cid: undefined, // @atproto/syntax has none
  datetime: official.isDatetimeString,
  did: (value) => doesNotThrow(official.ensureValidDid, value),
  handle: (value) => doesNotThrow(official.ensureValidHandle, value),
  language: official.isValidLanguage,
  nsid: (value) => doesNotThrow(official.ensureValidNsid, value),
  "record-key": (value) => doesNotThrow(official.ensureValidRecordKey, value),
  tid: (value) => doesNotThrow(official.ensureValidTid, value),
  uri: official.isValidUri,
};

function doesNotThrow(ensure: (value: string) => void, value: string): boolean {
  try {
    ensure(value);
    return true;
  } catch {
    return false;
  }
}

const lexicons = new Lexicons([
  {
    lexicon: 1,
    id: "com.example.formats",
    defs: Object.fromEntries(
      formats.map((format) => [
        format.replace("-", ""),
        { type: "object" as const, properties: { value: { type: "string" as const, format } } },
      ]),
    ),
  },
]);

const lexicon = (format: StringFormat, value: string): boolean =>
  lexicons.validate(`com.example.formats#${format.replace("-", "")}`, { value }).success;

/** Fails unless the official verdicts are ours, or a known difference tells why not. */
function compare(format: StringFormat, value: string): void {
  const ours = guards[format](value);
  for (const oracle of ["syntax", "lexicon"] as const) {
    const theirs = oracle === "syntax" ? syntax[format]?.(value) : lexicon(format, value);
    if (theirs === undefined || theirs === ours) continue;
    const known = differences.some(
      (d) => d.format === format && d.oracle === oracle && d.ours === ours && d.covers(value),
    );
    assert.ok(known, `${format} ${JSON.stringify(value)}: ${oracle} says ${theirs}, we say ${ours}`);
  }
}

const A = "a".repeat(63);

/** What the specifications say, in strings. */
const examples: Record<StringFormat, { valid: string[]; invalid: string[] }> = {
  did: {
    valid: [
      "did:plc:z72i7hdynmk6r22z27h6tvur",
      "did:plc:short",
      "did:web:example.com",
      "did:web:localhost%3A1234",
      "did:method:val:two",
      "did:m:v-_.%41",
      "did:m::::val",
      `did:m:${"v".repeat(2042)}`,
    ],
    invalid: [
      "",
      "did",
      "did:",
      "did:plc",
      "did:plc:",
      "did::val",
      "DID:plc:abc",
      "did:PLC:abc",
      "did:m123:val",
      "did:method:val:",
      "did:method:val%",
      "did:method:val/two",
      "did:method:val?two",
      "did:method:val#two",
      "did:plc:z72i7hdynmk6r22z27h6tvu\n",
      " did:plc:z72i7hdynmk6r22z27h6tvur",
      `did:m:${"v".repeat(2043)}`,
      `did:plc:${"v".repeat(2041)}`,
    ],
  },
  handle: {
    valid: [
      "a.co",
      "alice.bsky.social",
      "ALICE.Bsky.Social",
      "xn--notarealidn.com",
      "4chan.org",
      "a1.b2.c3",
      "nice.local",
      "a-b.c-d",
      "name.t--t",
      `${A}.com`,
      `${A}.${A}.${A}.${"a".repeat(57)}.com`,
    ],
    invalid: [
      "",
      "a",
      "alice",
      "alice.",
      ".alice.test",
      "alice..test",
      "alice.test.",
      "-alice.test",
      "alice-.test",
      "alice.-test",
      "alice.test-",
      "alice.0test",
      "192.168.0.1",
      "al_ice.test",
      "alice@test",
      "älice.test",
      "alice.test\n",
      "alice.te st",
      "did:plc:abc",
      `${A}a.com`,
      `${A}.${A}.${A}.${"a".repeat(58)}.com`,
      "a".repeat(300),
      `${"a".repeat(62)}.`.repeat(6),
    ],
  },
  "at-identifier": {
    valid: ["did:plc:z72i7hdynmk6r22z27h6tvur", "alice.test", "did.test"],
    invalid: ["", "@alice.test", "did:", "did:plc", "alice", "at://alice.test"],
  },
  "at-uri": {
    valid: [
      "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3jzfcijpj2z2a",
      "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.actor.profile/self",
      "at://did:plc:z72i7hdynmk6r22z27h6tvur",
      "at://did:web:example.com/com.atproto.feed.post",
      "at://alice.test/app.bsky.feed.post/a:b~c._-",
      "at://alice.test/app.bsky.feed.post/self#/facets/0",
      "at://alice.test#/",
      "at://alice.test#/%C3%A9",
      `at://alice.test#/${"a".repeat(8175)}`,
    ],
    invalid: [
      "",
      "at://",
      "at:///app.bsky.feed.post",
      "at:/alice.test",
      "AT://alice.test",
      "http://alice.test",
      "at://alice",
      "at://alice.test/",
      "at://alice.test//self",
      "at://alice.test/short.nsid",
      "at://alice.test/app.bsky.feed.post/",
      "at://alice.test/app.bsky.feed.post/..",
      "at://alice.test/app.bsky.feed.post/a%20b",
      "at://alice.test/app.bsky.feed.post/self/more",
      "at://alice.test/app.bsky.feed.post/self?a=b",
      "at://alice.test#",
      "at://alice.test#facets",
      "at://alice.test#/a#/b",
      "at://alice.test#/%zz",
      "at://alice.test\n",
      "at://alice.test/app.bsky.feed.post/é",
      `at://alice.test#/${"a".repeat(8192)}`,
      `at://did:plc:x/app.bsky.${"a".repeat(64)}/self`,
      `at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.${"a".repeat(64)}/self`,
      `at://alice.test#/${"a".repeat(8176)}`,
    ],
  },
  nsid: {
    valid: [
      "com.example.fooBar",
      "net.users.bob.ping",
      "a.b.c",
      "m.xn--masekowski-d0b.pl",
      "one.2.three",
      "a-0.b-1.c",
      "com.example.f00",
      `com.${A}.foo`,
      `com.example.${A}`,
    ],
    invalid: [
      "",
      "com",
      "com.example",
      "com.example.",
      ".com.example.foo",
      "com..foo.bar",
      "com.example.3foo",
      "com.example.foo-bar",
      "1com.example.foo",
      "-com.example.foo",
      "com-.example.foo",
      "com.-example.foo",
      "com.example.foo*",
      "com.exa💩ple.thing",
      "com.example.foo#main",
      `com.${A}a.foo`,
      `com.example.${A}a`,
      `com.${`${A}.`.repeat(5)}foo`,
    ],
  },
  tid: {
    valid: ["3jzfcijpj2z2a", "7777777777777", "2222222222222", "jzzzzzzzzzzzz"],
    invalid: [
      "",
      "3jzfcijpj2z2",
      "3jzfcijpj2z2aa",
      "3jzfcijpj2z21",
      "kjzfcijpj2z2a",
      "3JZFCIJPJ2Z2A",
      "3jzf-cij-pj2z",
      "0000000000000",
    ],
  },
  "record-key": {
    valid: ["self", "3jzfcijpj2z2a", "_", "-", "a:b", "~1.2-3_", "...", "example.com", "A".repeat(512)],
    invalid: ["", ".", "..", "a/b", "a b", "a@b", "a%41", "é", "self\n", "A".repeat(513)],
  },
  datetime: {
    valid: [
      "1985-04-12T23:20:50.123Z",
      "1985-04-12T23:20:50Z",
      "1985-04-12T23:20:50.1Z",
      "1985-04-12T23:20:50.12345678901234567890Z",
      "1985-04-12T23:20:50.123+00:00",
      "1985-04-12T23:20:50.123-07:00",
      "1985-04-12T23:20:50.123+01:45",
      "0001-01-01T00:00:00.000Z",
      "0000-01-01T00:00:00.000Z",
      "9999-12-31T23:59:59.999Z",
      "2024-02-29T00:00:00Z",
      "2000-02-29T00:00:00Z",
      "2023-12-31T00:00:00+23:59",
    ],
    invalid: [
      "",
      "1985-04-12",
      "1985-04-12T23:20Z",
      "1985-04-12T23:20:50",
      "1985-04-12T23:20:50.Z",
      "1985-04-12T23:20:50.123",
      "1985-04-12T23:20:50,123Z",
      "1985-04-12t23:20:50.123Z",
      "1985-04-12T23:20:50.123z",
      "1985-04-12 23:20:50.123Z",
      "1985-04-12T23:20:50.123-00:00",
      "1985-04-12T23:20:50.123+0000",
      "1985-04-12T23:20:50.123+00",
      "1985-04-12T23:20:50.123+24:00",
      "1985-04-12T24:00:00Z",
      "1985-04-12T23:60:00Z",
      "1985-04-12T23:59:60Z",
      "1985-13-12T23:20:50Z",
      "1985-00-12T23:20:50Z",
      "1985-04-00T23:20:50Z",
      "1985-4-12T23:20:50Z",
      "-1985-04-12T23:20:50Z",
      "+001985-04-12T23:20:50Z",
      "2023-02-30T00:00:00Z",
      "2023-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z",
      "2023-04-31T00:00:00Z",
      " 1985-04-12T23:20:50Z",
      "1985-04-12T23:20:50Z\n",
      `1985-04-12T23:20:50.${"1".repeat(44)}Z`,
    ],
  },
  cid: {
    valid: [
      "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
      "bafkreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
      "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
      "bafkqaaa",
      `bafkreya${"a".repeat(153)}`,
    ],
    invalid: [
      "",
      "b",
      "bafyrei",
      // A character that base 32 lacks, the upper-case base.
      "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz1a",
      "BAFYREIDFAYVFUWQA7QLNOPDJIQRXZS6BLMOEU4RUJCJTNCI5BELUDIRZ2A",
      "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n",
      "zdj7WhuEjrB52m1BisYCtmjH1hSKa7yZ3jEZ9JcXaFRD51wVz",
      "baf kqaaa",
      `bafkreya${"a".repeat(154)}`,
      "did:plc:abc",
    ],
  },
  language: {
    valid: [
      "en",
      "ja",
      "ban",
      "pt-BR",
      "zh-Hant-TW",
      "zh-yue-HK",
      "hy-Latn-IT-arevela",
      "de-CH-1901",
      "x-whatever",
      "i-default",
      "en-GB-oed",
      "sgn-BE-FR",
      "zh-min-nan",
      "zh-abc-def-ghi",
      ..."ami bnn enochian hak klingon lux mingo navajo pwn tao tay tsu".split(" ").map((name) => `i-${name}`),
      "sgn-BE-NL",
      "sgn-CH-DE",
      "en-a-bbb-x-a-ccc",
      "de-u-co-phonebk",
      "EN",
      "qaa-Qaaa-QM-x-southern",
    ],
    invalid: [
      "",
      "e",
      "en-",
      "-en",
      "en_US",
      "en--US",
      "123",
      "de-419-DE",
      "a-DE",
      "en-x",
      "en-a",
      "i-nothing",
      "zh-abc-def-ghi-jkl",
      "jaaaaaaaa",
      "en-US\n",
    ],
  },
  uri: {
    valid: [
      "con-tent:x",
      "web+ap://x",
      "microsoft.windows.camera:x",
      "file:///etc/hosts",
      "https://example.com",
      "at://alice.test",
      "did:plc:abc",
      "mailto:a@b",
      "dns:example.com",
      "content-type:x".slice(8),
      "a:b",
    ],
    invalid: [
      "",
      "https:",
      "https://",
      "example.com",
      "https:// a",
      "https://exa mple.com",
      "http:///x",
      ":x",
      "1abc:x",
      "_:x",
      `https://example.com/${"x".repeat(9000)}`,
      "a:b\n",
    ],
  },
};

for (const format of formats) {
  describe(format, () => {
    test("examples", () => {
      for (const value of examples[format].valid) assert.ok(guards[format](value), `valid: ${JSON.stringify(value)}`);
      for (const value of examples[format].invalid)
        assert.ok(!guards[format](value), `invalid: ${JSON.stringify(value)}`);
      for (const value of [...examples[format].valid, ...examples[format].invalid]) compare(format, value);
    });

    test("valid values are valid, as the official packages say too", () => {
      const covered = differences.filter((d) => d.format === format && !d.ours);
      fc.assert(
        fc.property(arbitraries[format], (value) => {
          compare(format, value);
          assert.ok(guards[format](value) || covered.some((d) => d.covers(value)), value);
        }),
        { numRuns: soak(2000, 200_000) },
      );
    });

    test("of values that are nearly valid the official packages say the same", () => {
      const runs = soak(4000, 400_000);
      let valid = 0;
      fc.assert(
        fc.property(mutated(arbitraries[format]), (value) => {
          compare(format, value);
          if (guards[format](value)) valid++;
        }),
        { numRuns: runs },
      );
      // The mutations are worth something: neither nearly all of the values pass nor nearly none.
      assert.ok(valid > runs / 100 && valid < runs * 0.99, `${valid} of ${runs}`);
    });

    test("examples of other formats and any text", () => {
      for (const other of Object.values(examples)) for (const value of other.valid) compare(format, value);
      fc.assert(
        fc.property(fc.string({ unit: "binary" }), (value) => compare(format, value)),
        { numRuns: soak(500, 50_000) },
      );
    });

    test("what is not a string is not valid, and is not touched", () => {
      const explode = (): never => assert.fail("was converted to a string");
      const hostile = { toString: explode, valueOf: explode, [Symbol.toPrimitive]: explode, length: 32 };
      const [example] = examples[format].valid;
      for (const value of [
        undefined,
        null,
        0,
        Number.NaN,
        true,
        1n,
        Symbol("x"),
        {},
        [],
        [example],
        hostile,
        () => example,
      ]) {
        assert.equal(guards[format](value), false);
      }
      assert.equal(guards[format](new String(example)), false);
    });

    test("hostile strings of a megabyte take time in proportion", () => {
      const pieces = [
        "a",
        "-",
        ".",
        ":",
        "%",
        "/",
        "a.",
        "a-",
        "0",
        "did:",
        "at://",
        "#/",
        " ",
        "é",
        "-a1b2c",
        "-x-a",
        "-a-bb",
        "=",
        "b",
      ];
      for (const [start] of [...examples[format].valid.map((v) => [v]), [""]]) {
        for (const piece of pieces) {
          const value = (start + piece.repeat(1 + 1_000_000 / piece.length)).slice(0, 1_000_000);
          const began = performance.now();
          guards[format](value);
          guards[format](`${value}\n`);
          const took = performance.now() - began;
          assert.ok(took < 500, `${start}${piece}...: ${took} ms`);
        }
      }
    });
  });
}

test("every known difference is still one", () => {
  for (const { format, oracle, ours, covers, examples: values } of differences) {
    assert.ok(values.length > 0);
    for (const value of values) {
      const theirs = oracle === "syntax" ? syntax[format]?.(value) : lexicon(format, value);
      assert.deepEqual([covers(value), guards[format](value), theirs], [true, ours, !ours], `${format} ${value}`);
    }
  }
});

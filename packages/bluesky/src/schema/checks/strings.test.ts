import assert from "node:assert/strict";
import { afterEach, beforeEach, suite, test } from "node:test";
import { compileLexicon } from "../../../test/support/compileLexicon.ts";
import { setGraphemeCounter } from "../../syntax/countGraphemes.ts";
import type { Level, Schema } from "../Schema.ts";

const FORMATS = {
  "at-identifier": ["alice.test", "alice"],
  "at-uri": ["at://alice.test/app.bsky.feed.post/1", "https://alice.test"],
  cid: ["bafkreiadbiirqhzgfu2dwqsjkblv4zlmon5idceps2o2jk5sxhamptwv3q", "cid"],
  datetime: ["2026-01-31T12:00:00Z", "2026-01-31"],
  did: ["did:web:alice.test", "alice.test"],
  handle: ["alice.test", "did:web:alice.test"],
  language: ["pt-BR", "pt_BR"],
  nsid: ["app.bsky.feed.post", "feed.post"],
  "record-key": ["self", "."],
  tid: ["3jzfcijpj2z2a", "self"],
  uri: ["https://alice.test", "alice.test"],
} as const;

const modules = await compileLexicon({
  id: "com.example.strings",
  defs: {
    main: {
      type: "object",
      properties: {
        plain: { type: "string" },
        bytes: { type: "string", minLength: 2, maxLength: 6 },
        graphemes: { type: "string", maxLength: 100, maxGraphemes: 3 },
        least: { type: "string", minGraphemes: 2 },
        key: { type: "string", format: "record-key", maxLength: 3 },
        known: { type: "string", knownValues: ["a", "b"] },
        list: { type: "array", items: { type: "string", maxLength: 6, maxGraphemes: 2 } },
        ...Object.fromEntries(Object.keys(FORMATS).map((format) => [format, { type: "string", format }])),
      },
    },
  },
});
const { Strings } = modules["com.example.strings"] as unknown as { Strings: Schema<unknown> };

function codes(value: object, level: Level = "strict"): string[] {
  const result = Strings.safeParse(value, { level });
  return result.ok ? [] : result.issues.map(({ path, code }) => `${path.join("/")} ${code}`);
}

suite("strings", () => {
  test("have each format, in strict", () => {
    for (const [format, [good, bad]] of Object.entries(FORMATS)) {
      assert.deepEqual(codes({ [format]: good }), [], format);
      assert.deepEqual(codes({ [format]: bad }), [`${format} format`], format);
      assert.deepEqual(codes({ [format]: bad }, "shape"), [], format);
      assert.deepEqual(codes({ [format]: 5 }, "shape"), [`${format} type`], format);
      assert.deepEqual(codes({ [format]: "" }), [`${format} format`], format);
    }
  });

  test("have a length in bytes of UTF-8, in strict", () => {
    for (const good of ["ab", "abcdef", "€€", "€", "é", "😀é"]) {
      assert.deepEqual(codes({ bytes: good }), [], good);
    }
    for (const short of ["", "a"]) assert.deepEqual(codes({ bytes: short }), ["bytes min_length"], short);
    // Half a surrogate pair counts as what an encoder would write in its place, and is no text to send.
    assert.deepEqual(codes({ bytes: "\ud800\ud800" }), ["bytes data"]);
    for (const long of ["abcdefg", "€€a", "😀😀", "\ud800\ud800\ud800"]) {
      assert.deepEqual(codes({ bytes: long }), ["bytes max_length"], long);
      assert.deepEqual(codes({ bytes: long }, "shape"), [], long);
    }
  });

  test("have a length in graphemes, in strict", () => {
    for (const good of ["", "abc", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "e\u0301e\u0301e\u0301", "🇪🇺🇪🇺🇪🇺"])
      assert.deepEqual(codes({ graphemes: good }), [], good);
    for (const long of ["abcd", "e\u0301e\u0301e\u0301e", "🇪🇺🇪🇺🇪🇺🇪🇺"]) {
      assert.deepEqual(codes({ graphemes: long }), ["graphemes max_graphemes"], long);
      assert.deepEqual(codes({ graphemes: long }, "shape"), [], long);
    }
    assert.deepEqual(codes({ least: "👨‍👩‍👧‍👦" }), ["least min_graphemes"]);
    assert.deepEqual(codes({ least: "👨‍👩‍👧‍👦a" }), []);
    assert.deepEqual(codes({ graphemes: "€".repeat(34) }), ["graphemes max_length", "graphemes max_graphemes"]);
  });

  test("say once that they are none", () => {
    for (const level of ["shape", "strict"] as const) {
      const odd = { graphemes: 5, bytes: null, key: {}, list: [5] };
      assert.deepEqual(codes(odd, level), ["bytes type", "graphemes type", "key type", "list/0 type"]);
    }
  });

  test("have a format and a length", () => {
    assert.deepEqual(codes({ key: "abc" }), []);
    assert.deepEqual(codes({ key: "abcd" }), ["key max_length"]);
    assert.deepEqual(codes({ key: "/" }), ["key format"]);
    assert.deepEqual(codes({ key: "////" }).sort(), ["key format", "key max_length"]);
  });

  test("may have other than the known values", () => {
    for (const value of ["a", "c", ""]) assert.deepEqual(codes({ known: value }), []);
  });

  test("are checked in lists", () => {
    assert.deepEqual(codes({ list: ["ab", "abc", "€€€", 5] }), [
      "list/1 max_graphemes",
      "list/2 max_length",
      "list/2 max_graphemes",
      "list/3 type",
    ]);
  });
});

suite("graphemes", () => {
  let counted: string[] = [];
  beforeEach(() => {
    counted = [];
    setGraphemeCounter((text) => {
      counted.push(text);
      return text.length;
    });
  });
  afterEach(() => setGraphemeCounter(undefined));

  test("are counted only where the length says that there may be too many", () => {
    assert.deepEqual(codes({ graphemes: "abc", list: ["ab", "a", ""], plain: "x".repeat(50) }), []);
    assert.deepEqual(counted, []);
    codes({ graphemes: "abcd" });
    assert.ok(counted.length > 0 && counted.every((text) => text === "abcd"));
  });

  test("are counted at the strict level only", () => {
    codes({ graphemes: "abcd", least: "a" }, "shape");
    assert.deepEqual(counted, []);
  });
});

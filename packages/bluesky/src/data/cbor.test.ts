import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { decode, encode } from "@atproto/lex-cbor";
import { jsonToLex, lexToJson } from "@atproto/lex-json";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { arbitraries } from "../syntax/testing/arbitraries.ts";
import { findMisfit } from "./findMisfit.ts";
import {
  cidForRecord,
  type DataValue,
  dataToJson,
  decodeCbor,
  decodeCborFirst,
  encodeCbor,
  fromBytes,
  InvalidDataError,
  type JsonValue,
  jsonToData,
} from "./index.ts";
import { referenceDecode } from "./testing/referenceDecode.ts";

const CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const RAW = "bafkreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 300 }),
  fc.constantFrom(0, 23, 24, 255, 256),
);
const key = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 4 }),
    fc.constantFrom("a", "b", "aa", "é", "\uffff", "😀", "$type", "constructor"),
  )
  .filter((text) => text !== "__proto__" && text !== "$link" && text !== "$bytes");
/** A `$type` is a name. */
const withGoodType = (map: { [key: string]: JsonValue }): JsonValue =>
  "$type" in map ? { ...map, $type: "com.example.thing" } : map;
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.oneof(
      fc.constantFrom(null, true, false),
      integer,
      fc.string({ unit: "grapheme", maxLength: 60 }),
      arbitraries.cid.map((cid) => ({ $link: cid })),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ ...fromBytes(bytes) })),
    ),
    fc.array(tie("json"), { maxLength: 6 }),
    fc.dictionary(key, tie("json"), { maxKeys: 8, noNullPrototype: true }).map(withGoodType),
  ),
}));

/** What no server takes, whichever way it is given. */
const notData: Record<string, unknown> = {
  "a $type that is null": { $type: null },
  "a $type that is a number": { $type: 123 },
  "a $type that is empty": { $type: "" },
  "a blob without ref": { blob: { $type: "blob", mimeType: "image/png", size: 1 } },
  "a blob whose size is text": { blob: { $type: "blob", ref: { $link: RAW }, mimeType: "image/png", size: "1" } },
  "a blob of DAG-CBOR": { blob: { $type: "blob", ref: { $link: CID }, mimeType: "image/png", size: 1 } },
  "a link that is none": { link: { $link: "nope" } },
  "a link with more": { link: { $link: CID, more: 1 } },
  "half of the padding": { bytes: { $bytes: "YQ=" } },
  "bits that nobody encodes": { bytes: { $bytes: "z/" } },
  "a fraction": { a: 1.5 },
  "a number beyond 2^53": { a: 2 ** 53 },
  "not a number": { a: Number.NaN },
  "a date": { a: new Date(0) },
  "a map": { a: new Map() },
  "half a surrogate pair": { a: "😀".slice(0, 1) },
  "half a surrogate pair as a key": { ["😀".slice(1)]: 1 },
  "a function": { a: () => {} },
  "a bigint": { a: 1n },
  "a hole": { a: [undefined] },
};

describe("what is not of the data model", () => {
  for (const [what, value] of Object.entries(notData)) {
    test(`${what} is refused by everything that writes`, async () => {
      const refused = { name: "InvalidDataError", code: "invalid_data" };
      assert.throws(() => encodeCbor(value), refused);
      assert.throws(() => jsonToData(value as JsonValue), refused);
      await assert.rejects(cidForRecord(value), refused);
      assert.ok(findMisfit(value), what);
      assert.ok(
        findMisfit({ deep: [{ in: value }] })
          ?.path.slice(0, 3)
          .join() === "deep,0,in",
      );
    });
  }

  test("a record is an object", async () => {
    for (const value of ["text", null, [], 1]) await assert.rejects(cidForRecord(value), { code: "invalid_data" });
  });

  test("bytes as they are decoded are no JSON", () => {
    assert.ok(findMisfit({ a: new Uint8Array() }));
    assert.equal(findMisfit({ a: { $bytes: "" }, b: undefined }), undefined);
  });

  test("all that can be sent as JSON passes, and nothing else", () => {
    fc.assert(
      fc.property(json, (value) => {
        assert.equal(findMisfit(value), undefined);
        assert.equal(findMisfit(JSON.parse(JSON.stringify(value))), undefined);
      }),
    );
  });
});

describe("encodeCbor", () => {
  test("known encodings", () => {
    for (const [value, bytes] of [
      [0, "00"],
      [23, "17"],
      [24, "1818"],
      [256, "190100"],
      [65536, "1a00010000"],
      [2 ** 32, "1b0000000100000000"],
      [Number.MAX_SAFE_INTEGER, "1b001fffffffffffff"],
      [-1, "20"],
      [-0, "00"],
      [-24, "37"],
      [-25, "3818"],
      [Number.MIN_SAFE_INTEGER, "3b001ffffffffffffe"],
      [null, "f6"],
      [true, "f5"],
      ["", "60"],
      ["é", "62c3a9"],
      [[], "80"],
      [{}, "a0"],
      [{ bb: 2, a: 1, c: undefined, b: 3 }, "a3616101616203626262 02"],
      [{ $bytes: "aGk=" }, "426869"],
      [{ $type: "a" }, "a165247479706561 61"],
      [Uint8Array.from([104, 105]), "426869"],
      // In UTF-16 the first would come last.
      [{ "😀": 1, "\uffffa": 2 }, "a264efbfbf6102 64f09f988001"],
    ] as const) {
      assert.equal(toHex(encodeCbor(value)), bytes.replaceAll(" ", ""), JSON.stringify(value));
    }
    assert.ok(toHex(encodeCbor({ $link: CID })).startsWith("d82a58250001711220"));
  });

  test("is what the official encoder writes, and comes back", () => {
    fc.assert(
      fc.property(json, (value) => {
        const bytes = encodeCbor(value);
        assert.equal(toHex(bytes), toHex(encode(jsonToLex(value))));
        const data = decodeCbor(bytes);
        assert.equal(toHex(encodeCbor(data)), toHex(bytes));
        assert.deepEqual(data, jsonToData(value));
        assert.deepEqual(dataToJson(data), normalized(value));
        assert.deepEqual(dataToJson(data), lexToJson(decode(bytes)));
      }),
      { numRuns: soak(3000, 100_000) },
    );
  });

  test("tells what is wrong, and where", () => {
    class Post {}
    const bad: [unknown, string, (string | number)[]][] = [
      [1.5, "1.5", []],
      [{ a: [1, { b: 2 ** 53 }] }, "9007199254740992", ["a", 1, "b"]],
      [[Number.NaN], "NaN", [0]],
      [[Number.POSITIVE_INFINITY], "Infinity", [0]],
      [undefined, "undefined", []],
      [[undefined], "undefined", [0]],
      [{ a: 1n }, "a bigint", ["a"]],
      [{ a: () => 1 }, "a function", ["a"]],
      [{ a: Symbol("x") }, "a symbol", ["a"]],
      [{ a: new Date() }, "an instance of a class", ["a"]],
      [{ a: new Post() }, "an instance of a class", ["a"]],
      [new Map(), "an instance of a class", []],
      [{ a: "\ud83d" }, "a lone surrogate", ["a"]],
      [{ "\ud83d": 1 }, "a lone surrogate", ["\ud83d"]],
      [{ a: { $link: "x" } }, '"x"', ["a"]],
      [{ a: { $link: 1 } }, "1", ["a"]],
      [{ a: { $link: "bafyreidf" } }, '"bafyreidf"', ["a"]],
      [{ a: { $bytes: "é" } }, '"é"', ["a"]],
      [{ a: { $link: CID, more: 1 } }, "another object", ["a", "$link"]],
    ];
    for (const [value, received, path] of bad) {
      assert.throws(() => encodeCbor(value), { name: "InvalidDataError", code: "invalid_data", received, path });
    }
    assert.throws(() => encodeCbor({ a: [1.5] }), /^InvalidDataError: Invalid data at \/a\/0: expected an integer/);
  });
});

/** As the other direction writes it: without padding, without what is undefined. */
function normalized(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value));
}

describe("decodeCbor", () => {
  test("refuses what is not canonical or not of the data model", () => {
    const cases: Record<string, string> = {
      "": "nothing",
      "18 17": "23 in two bytes",
      "19 00ff": "255 in three bytes",
      "1a 0000ffff": "65535 in five bytes",
      "1b 00000000ffffffff": "a number of 32 bits in nine bytes",
      "1b 0020000000000000": "2^53",
      "1b ffffffffffffffff": "2^64 - 1",
      "3b 001fffffffffffff": "-2^53",
      "1c": "a reserved length",
      "5f 4161 ff": "bytes of indefinite length",
      "7f 6161 ff": "text of indefinite length",
      "9f 01 ff": "an array of indefinite length",
      "bf 6161 01 ff": "a map of indefinite length",
      f7: "undefined",
      e0: "a simple value",
      "f8 ff": "a simple value of two bytes",
      "f9 3c00": "a half",
      "fa 3f800000": "a single",
      "fb 3ff0000000000000": "a double",
      "61 ff": "no UTF-8",
      "62 c328": "no UTF-8",
      "63 eda080": "a surrogate in UTF-8",
      "62 c080": "an overlong zero",
      "62 61": "text that ends early",
      "42 61": "bytes that end early",
      "82 01": "an array that ends early",
      "a1 6161": "a map that ends early",
      "a2 6161 01 6161 02": "a key twice",
      "a2 6162 01 6161 02": "keys in another order",
      "a2 626161 01 6162 02": "a long key before a short one",
      "a1 01 02": "a number as key",
      "a1 4161 02": "bytes as key",
      "c0 60": "tag 0",
      "d9 002a 41 00": "tag 42 in three bytes",
      "d8 2a 60": "a link of text",
      "d8 2a 40": "an empty link",
      "d8 2a 41 00": "a link without a CID",
      "d8 2a 58 25 01 01711220 0000000000000000000000000000000000000000000000000000000000000000":
        "a link without the zero",
      "d8 2a 58 24 00 01711220 00000000000000000000000000000000000000000000000000000000000000":
        "a CID that is too short",
      "d8 2a 58 23 00 1220 0000000000000000000000000000000000000000000000000000000000000000": "a CID of version 0",
      "01 01": "two values",
      "9a ffffffff": "an array with a length that lies",
      "9b 001fffffffffffff": "an array of 2^53 entries",
      "ba ffffffff": "a map with a length that lies",
      "7b 001fffffffffffff": "text with a length that lies",
      "5a 7fffffff 00": "bytes with a length that lies",
      "a1 65246c696e6b 6161": "a map that looks like a link",
      "a1 6624 6279746573 6161": "a map that looks like bytes",
    };
    for (const [bytes, what] of Object.entries(cases)) {
      assert.throws(() => decodeCbor(hex(bytes)), { name: "InvalidDataError", code: "invalid_data" }, what);
    }
  });

  test("of a Buffer gives copies: what becomes of the input is nothing to the output", () => {
    const input = Buffer.from(encodeCbor({ bytes: Uint8Array.from([1, 2, 3]) }));
    const { bytes } = decodeCbor(input) as { bytes: Uint8Array };
    const { value, rest } = decodeCborFirst(Buffer.concat([input, Buffer.from([1])]));
    input.fill(0);
    assert.deepEqual(bytes, Uint8Array.from([1, 2, 3]));
    assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype);
    assert.deepEqual(value, { bytes });
    assert.deepEqual(rest, Uint8Array.from([1]));
  });

  test("of any bytes accepts only those that it would write", () => {
    const runs = soak(5000, 100_000);
    let accepted = 0;
    const around = fc
      .tuple(json, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }))
      .map(([value, changes]) => {
        const bytes = encodeCbor(value);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(around, fc.uint8Array({ maxLength: 12 })), (bytes) => {
        let value: DataValue;
        try {
          value = decodeCbor(bytes);
        } catch (error) {
          assert.ok(error instanceof InvalidDataError);
          return;
        }
        accepted++;
        // What names nothing as its $type is read, but never written.
        const isOdd = JSON.stringify(dataToJson(value)).includes('"$type":');
        if (!isOdd) assert.equal(toHex(encodeCbor(value)), toHex(bytes));
        // What we accept the official decoder accepts.
        decode(bytes);
      }),
      { numRuns: runs },
    );
    assert.ok(accepted > runs / 10 && accepted < runs * 0.98, `${accepted} of ${runs}`);
  });

  test("keeps a byte order mark", () => {
    const text = "\ufeffa text that is long enough for the decoder";
    assert.equal(decodeCbor(encodeCbor(text)), text);
  });

  test("bytes are copies", () => {
    const frame = encodeCbor({ a: Uint8Array.from([1, 2]) });
    const { a } = decodeCbor(frame) as { a: Uint8Array };
    assert.notEqual(a.buffer, frame.buffer);
  });

  test("several values that follow one another", () => {
    const frame = Buffer.concat([encodeCbor({ op: 1, t: "#commit" }), encodeCbor({ seq: 1 })]);
    const { value, rest } = decodeCborFirst(frame);
    assert.deepEqual(value, { op: 1, t: "#commit" });
    assert.deepEqual(decodeCbor(rest), { seq: 1 });
    assert.throws(() => decodeCborFirst(hex("")), { code: "invalid_data" });
  });
});

describe("hostile data", () => {
  const nest = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = 1;
    for (let i = 0; i < depth; i++) value = wrap(value);
    return value;
  };
  const cyclic: { [key: string]: unknown } = {};
  cyclic.self = [cyclic];
  const conversions: [string, (value: unknown) => unknown][] = [
    ["encodeCbor", encodeCbor],
    ["jsonToData", (value) => jsonToData(value as JsonValue)], // hostile values are of no type
    ["dataToJson", (value) => dataToJson(value as DataValue)],
  ];

  for (const [name, convert] of conversions) {
    test(`${name}: a typed error, in time`, () => {
      const began = performance.now();
      const values: unknown[] = [
        nest(33, (inner) => [inner]),
        nest(33, (inner) => ({ a: inner })),
        nest(100_000, (inner) => [inner]),
        nest(100_000, (inner) => ({ a: inner })),
        JSON.parse("[".repeat(100_000) + "]".repeat(100_000)),
        cyclic,
        new Array(131_073).fill(0),
        new Array(2 ** 32 - 1),
        Object.fromEntries(Array.from({ length: 131_073 }, (_, i) => [i, i])),
        { ["k".repeat(8193)]: 1 },
        { ["é".repeat(4097)]: 1 },
        {
          get a() {
            throw new Error("from a getter");
          },
        },
        new Proxy({}, { ownKeys: () => assert.fail("from a proxy") }),
        new Proxy([], { get: () => assert.fail("from a proxy") }),
        Object.create({ inherited: 1 }),
        1n,
        Symbol("x"),
      ];
      for (const [i, value] of values.entries()) {
        assert.throws(() => convert(value), { name: "InvalidDataError", code: "invalid_data" }, `${i}`);
      }
      assert.ok(performance.now() - began < 3000);
    });

    test(`${name}: what is at the limits is accepted`, () => {
      for (const value of [
        nest(32, (inner) => [inner]),
        nest(32, (inner) => ({ a: inner })),
        nest(31, (inner) => [inner, { $link: CID }, { $bytes: "aGk" }]),
        new Array(131_072).fill(0),
        { ["k".repeat(8192)]: 1 },
        runInNewContext("({ a: [{}] })"),
        Object.assign(Object.create(null), { a: 1 }),
      ]) {
        convert(value);
      }
    });
  }

  test("keys that name what objects inherit stay keys", () => {
    const value = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":2}');
    for (const copy of [jsonToData(value), dataToJson(value), decodeCbor(encodeCbor(value))]) {
      assert.ok(Object.hasOwn(copy as object, "__proto__")); // it is a map
      assert.equal(Object.getPrototypeOf(copy), Object.prototype);
      assert.equal(
        JSON.stringify(copy, Object.keys(value).concat("polluted", "prototype").sort()),
        JSON.stringify(value, Object.keys(value).concat("polluted", "prototype").sort()),
      );
    }
    assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  });

  test("decodeCbor: deep, wide and false lengths", () => {
    const began = performance.now();
    for (const bytes of [
      new Uint8Array(100_000).fill(0x81),
      Uint8Array.from(Buffer.concat([...Array.from({ length: 33 }, () => hex("a16161")), hex("01")])),
      Buffer.concat([hex("9a00020001"), new Uint8Array(131_073)]),
      Buffer.concat([hex("a1 792001"), new Uint8Array(8193).fill(97), hex("01")]),
      new Uint8Array(1_000_000).fill(0xd8),
      new Uint8Array(1_000_000).fill(0xff),
    ]) {
      assert.throws(() => decodeCbor(bytes), { name: "InvalidDataError", code: "invalid_data" });
    }
    assert.ok(performance.now() - began < 1000);
    decodeCbor(Buffer.concat([hex("9a00020000"), new Uint8Array(131_072)]));
    decodeCbor(Uint8Array.from(Buffer.concat([...Array.from({ length: 32 }, () => hex("a16161")), hex("01")])));
  });
});

describe("the fast decoder", () => {
  const outcome = (decode: (bytes: Uint8Array) => DataValue, bytes: Uint8Array): unknown => {
    try {
      return decode(bytes);
    } catch (error) {
      const { message, path } = error as InvalidDataError;
      return { message, path };
    }
  };

  test("gives what the slow one gives, values and errors, of blocks with a few bytes changed", () => {
    const texts = [
      "text",
      "createdAt",
      "$type",
      "a".repeat(40),
      "ü",
      "\ufffd",
      "日本語のテキスト",
      "\ufeffmark",
      "$links",
    ];
    const samples = fc.sample(json, { numRuns: 300, seed: 18 });
    const blocks = [...samples, ...texts.map((text) => ({ [text]: text, a: [text, { $link: CID }] }))].map(encodeCbor);
    const seed = soak(18, Date.now() % 2 ** 31);
    console.log(`seed ${seed}`);
    let state = seed;
    const draw = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return (state >> 8) % below;
    };
    for (let run = 0; run < soak(20_000, 1_000_000); run++) {
      const block = blocks[draw(blocks.length)]?.slice() ?? new Uint8Array();
      for (let count = draw(3); count >= 0; count--) block[draw(block.length)] = draw(2) ? draw(256) : 0x60 + draw(9);
      const bytes = draw(8) ? block : block.subarray(0, draw(block.length + 1));
      assert.deepEqual(outcome(decodeCbor, bytes), outcome(referenceDecode, bytes), toHex(bytes));
    }
  });

  test("says of a key that nobody has what is wrong, each time", () => {
    const bytes = hex("a1 65 246c696e6b 00");
    for (let i = 0; i < 3; i++) assert.throws(() => decodeCbor(bytes), { code: "invalid_data", path: ["$link"] });
  });
});

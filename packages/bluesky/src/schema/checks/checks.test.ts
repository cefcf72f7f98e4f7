import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compileLexicon } from "../../../test/support/compileLexicon.ts";
import type { Level, Schema } from "../Schema.ts";

const integer = { type: "integer" };

const modules = await compileLexicon({
  id: "com.example.checks",
  defs: {
    main: {
      type: "object",
      required: ["required", "both", "preset"],
      nullable: ["nullable", "both"],
      properties: {
        required: integer,
        optional: integer,
        nullable: integer,
        both: integer,
        preset: { type: "integer", default: 5 },
        presetOptional: { type: "boolean", default: true },
      },
    },
    integers: {
      type: "object",
      properties: {
        any: integer,
        limited: { type: "integer", minimum: -1, maximum: 5 },
        one: { type: "integer", const: 1 },
        few: { type: "integer", enum: [1, 2] },
      },
    },
    lists: {
      type: "object",
      properties: {
        some: { type: "array", items: integer, minLength: 1, maxLength: 3 },
        booleans: { type: "array", items: { type: "boolean" } },
        objects: { type: "array", items: { type: "unknown" } },
        nested: { type: "array", items: { type: "array", items: { type: "string" }, maxLength: 1 } },
      },
    },
    unions: {
      type: "object",
      properties: {
        open: { type: "union", refs: ["#integers", "com.example.checks"] },
        closed: { type: "union", refs: ["#integers"], closed: true },
        empty: { type: "union", refs: [] },
        list: { type: "array", items: { type: "union", refs: ["#integers"] } },
      },
    },
  },
});
const { Checks, Integers, Lists, Unions } = modules["com.example.checks"] as unknown as {
  [name: string]: Schema<unknown>;
};

function codes(schema: Schema<unknown> | undefined, value: unknown, level: Level = "strict"): string[] {
  const result = schema?.safeParse(value, { level });
  return result?.ok ? [] : (result?.issues ?? []).map(({ path, code }) => `${path.join("/")} ${code}`);
}

const CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

suite("properties", () => {
  const good = { required: 1, both: 1, preset: 1 };

  test("are required, optional, nullable, or both", () => {
    for (const level of ["shape", "strict"] as const) {
      assert.deepEqual(codes(Checks, good, level), []);
      assert.deepEqual(codes(Checks, { ...good, optional: undefined, nullable: null, both: null }, level), []);
      assert.deepEqual(codes(Checks, { ...good, required: undefined }, level), ["required required"]);
      assert.deepEqual(codes(Checks, { ...good, required: null, optional: null }, level), [
        "required type",
        "optional type",
      ]);
      assert.deepEqual(codes(Checks, { ...good, both: undefined }, level), ["both required"]);
      assert.deepEqual(codes(Checks, { ...good, preset: null }, level), ["preset type"]);
    }
  });

  test("that are required and have a default may be missing in what others send", () => {
    const { preset: _, ...rest } = good;
    assert.deepEqual(codes(Checks, rest, "shape"), []);
    assert.deepEqual(codes(Checks, rest), ["preset required"]);
  });

  test("that the lexicon does not know are kept", () => {
    const value = { ...good, more: { of: [null, 1, { $link: CID }] }, $more: "x", none: undefined };
    assert.equal(Checks?.parse(value), value);
    const odd = { ...good, more: { of: [null, 1.5] }, $more: Symbol("x") };
    assert.equal(Checks?.parse(odd, { level: "shape" }), odd);
  });

  test("that the lexicon does not know are held to the data model, in strict", () => {
    for (const [more, place] of [
      [Number.NaN, "more"],
      [1.5, "more"],
      [2 ** 53, "more"],
      [1n, "more"],
      [() => {}, "more"],
      [Symbol("x"), "more"],
      [new Date(), "more"],
      [new Map(), "more"],
      [new Uint8Array(1), "more"],
      [{ a: ["😀".slice(1)] }, "more/a/0"],
      [{ ["😀".slice(1)]: 1 }, `more/${"😀".slice(1)}`],
      [{ a: { $link: "nope" } }, "more/a"],
      [{ $link: CID, more: 1 }, "more/$link"],
      [{ $bytes: "YQ=" }, "more"],
      [{ $type: "blob", mimeType: "a/b", size: 1 }, "more"],
      [{ $type: "" }, "more/$type"],
      [{ $type: null }, "more/$type"],
      [[undefined], "more/0"],
    ] as const) {
      assert.deepEqual(codes(Checks, { ...good, more }), [`${place} data`]);
      assert.deepEqual(codes(Checks, { ...good, more }, "shape"), []);
    }
    // Of what is for nobody's eyes nothing is shown.
    const result = Checks?.safeParse({ ...good, more: { password: "😀".slice(1) } });
    assert.ok(result && !result.ok);
    assert.doesNotMatch(JSON.stringify(result.issues), /ud83d|ude00/i);
  });

  test("may be read through a proxy, and inherited where they are only read", () => {
    assert.deepEqual(codes(Checks, Object.create(good), "shape"), []);
    assert.deepEqual(codes(Checks, Object.create(good)), [" data"]);
    assert.deepEqual(codes(Checks, new Proxy(good, {})), []);
    assert.deepEqual(codes(Checks, new Proxy({ ...good, both: "x" }, {})), ["both type"]);
  });

  test("__proto__ is a property like any other", () => {
    const value = JSON.parse('{"required":1,"both":1,"preset":1,"__proto__":{"required":"x"},"constructor":5}');
    assert.deepEqual(codes(Checks, value), []);
    assert.equal(({} as { required?: unknown }).required, undefined);
  });
});

suite("integers", () => {
  test("are whole, and such as JavaScript holds exactly", () => {
    for (const any of [0, -0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      assert.deepEqual(codes(Integers, { any }), []);
    }
    for (const any of [0.5, 2 ** 53, -(2 ** 53), 1e300, Number.NaN, Number.POSITIVE_INFINITY, "1", 1n, null, true]) {
      assert.deepEqual(codes(Integers, { any }, "shape"), ["any type"], String(any));
    }
  });

  test("have limits, in strict", () => {
    for (const limited of [-1, 0, 5]) assert.deepEqual(codes(Integers, { limited }), []);
    assert.deepEqual(codes(Integers, { limited: -2 }), ["limited minimum"]);
    assert.deepEqual(codes(Integers, { limited: 6 }), ["limited maximum"]);
    assert.deepEqual(codes(Integers, { limited: 6 }, "shape"), []);
  });

  test("are one value, or one of a few, at both levels", () => {
    assert.deepEqual(codes(Integers, { one: 1, few: 2 }), []);
    assert.deepEqual(codes(Integers, { one: 2, few: 3 }, "shape"), ["one const", "few enum"]);
    assert.deepEqual(codes(Integers, { one: "1", few: null }, "shape"), ["one const", "few enum"]);
  });
});

suite("lists", () => {
  test("have a length, in strict", () => {
    for (const some of [[1], [1, 2, 3]]) assert.deepEqual(codes(Lists, { some }), []);
    assert.deepEqual(codes(Lists, { some: [] }), ["some min_length"]);
    assert.deepEqual(codes(Lists, { some: [1, 2, 3, 4] }), ["some max_length"]);
    assert.deepEqual(codes(Lists, { some: [1, 2, 3, 4] }, "shape"), []);
    assert.deepEqual(codes(Lists, { some: [1, 2, 3, "x"] }), ["some/3 type", "some max_length"]);
  });

  test("have items of one type", () => {
    assert.deepEqual(codes(Lists, { some: [1, "2"], booleans: [true, 1, null], objects: [{}, 5, null] }), [
      "some/1 type",
      "booleans/1 type",
      "booleans/2 type",
      "objects/1 type",
      "objects/2 type",
    ]);
    assert.deepEqual(codes(Lists, { nested: [["a"], [5], ["a", "b"], "a"] }), [
      "nested/1/0 type",
      "nested/2 max_length",
      "nested/3 type",
    ]);
  });

  test("are arrays, without holes", () => {
    for (const some of [{}, { length: 1, 0: 1 }, "1", new Set([1]), new Uint8Array(1)]) {
      assert.deepEqual(codes(Lists, { some }, "shape"), ["some type"]);
    }
    assert.deepEqual(codes(Lists, { some: Object.assign(Array(3), { 0: 1, 2: 3 }) }), ["some/1 required"]);
  });
});

suite("unions", () => {
  const integers = "com.example.checks#integers";

  test("check the variant that $type names", () => {
    assert.deepEqual(codes(Unions, { open: { $type: integers, any: 1 }, closed: { $type: integers, any: 1 } }), []);
    assert.deepEqual(codes(Unions, { open: { $type: integers, any: "x" } }), ["open/any type"]);
    const main = { $type: "com.example.checks", required: 1, both: 1 };
    assert.deepEqual(codes(Unions, { open: main }), ["open/preset required"]);
    assert.deepEqual(codes(Unions, { open: main }, "shape"), []);
    assert.deepEqual(codes(Unions, { list: [{ $type: integers, any: "x" }] }), ["list/0/any type"]);
  });

  test("keep what they do not know, if they are open", () => {
    const other = { $type: "com.example.other#thing", any: "x" };
    assert.deepEqual(codes(Unions, { open: other, empty: other, list: [other] }), []);
    assert.deepEqual(codes(Unions, { closed: other }, "shape"), ["closed/$type variant"]);
  });

  test("need a $type that is a name", () => {
    for (const level of ["shape", "strict"] as const) {
      assert.deepEqual(codes(Unions, { open: { any: 1 }, closed: {} }, level), [
        "open/$type required",
        "closed/$type required",
      ]);
      for (const $type of ["", null, 5, {}])
        assert.deepEqual(codes(Unions, { open: { $type } }, level), ["open/$type variant"]);
      for (const open of [null, 5, "x", []]) assert.deepEqual(codes(Unions, { open }, level), ["open type"]);
    }
    for (const $type of ["com.example.checks#main", "com.example.other#main", "a.b.c#", "#integers", "a.b.c#d#e"]) {
      assert.deepEqual(codes(Unions, { open: { $type } }), ["open/$type variant"], $type);
      assert.deepEqual(codes(Unions, { open: { $type } }, "shape"), [], $type);
    }
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { literal, propertyKey, propertyRead, stringLiteral, valueKey } from "./literal.ts";

const evaluate = (expression: string): unknown => new Function(`"use strict"; return (${expression});`)();

describe("literals", () => {
  it("hold what they are made of", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const text = literal(value);
        assert.deepEqual(evaluate(text), value);
        assert.doesNotMatch(text, /[\n\r\u2028\u2029]/);
      }),
    );
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay one
    for (const value of [-0, 0, "", "\ud800", "\u2028", "</script>", "`${x}`", "\\", '"', "'"]) {
      assert.ok(Object.is(evaluate(literal(value)), value), JSON.stringify(value));
    }
  });

  it("hold a property __proto__, which a plain literal does not", () => {
    const value: object = JSON.parse('{"a":[{"__proto__":{"b":1}}]}');
    const { a } = evaluate(literal(value)) as { a: [object] }; // as the line above has it
    assert.ok(Object.hasOwn(a[0], "__proto__"));
    assert.equal(Object.getPrototypeOf(a[0]), Object.prototype);
  });

  it("look to a reader as they do to a compiler, and can stand in a page", () => {
    assert.equal(stringLiteral("a\u202eb\u200b"), '"a\\u202eb\\u200b"');
    assert.equal(stringLiteral("</script><!--<SCRIPT"), '"\\u003c/script>\\u003c!--\\u003cSCRIPT"');
    assert.equal(stringLiteral("a < b"), '"a < b"');
  });
});

describe("names of properties", () => {
  it("are quoted where they are no identifiers", () => {
    assert.deepEqual(["a_b$1", "a-b", "1", "", "ä", "__proto__"].map(propertyKey), [
      "a_b$1",
      '"a-b"',
      '"1"',
      '""',
      '"ä"',
      "__proto__",
    ]);
    assert.equal(valueKey("__proto__"), '["__proto__"]');
    assert.equal(propertyRead("value", "a", false), "value.a");
    assert.equal(propertyRead("value", "a", true), 'value["a"]');
    assert.equal(propertyRead("value", "a-b", false), 'value["a-b"]');
  });
});

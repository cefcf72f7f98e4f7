import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeUtf8 } from "./encodeUtf8.ts";

test("a text is what the platform makes of it, with an encoder and without", () => {
  const { TextEncoder } = globalThis;
  const expected = (text: string): Uint8Array => new TextEncoder().encode(text);
  const check = (text: string): void => {
    assert.deepEqual(encodeUtf8(text), expected(text));
    Reflect.deleteProperty(globalThis, "TextEncoder");
    try {
      assert.deepEqual(encodeUtf8(text), expected(text), JSON.stringify(text));
    } finally {
      globalThis.TextEncoder = TextEncoder;
    }
  };
  for (const text of ["", "a\0", "é\u07ff\u0800\uffff", "🙂\u{10ffff}", "\ud800", "\udc00a", "a\ud83d"]) check(text);
  fc.assert(fc.property(fc.string({ unit: "binary" }), check));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeUtf8 } from "./decodeUtf8.ts";

/** With the platform's decoder, and without. */
function both(bytes: Uint8Array): [string | undefined, string | undefined] {
  const { TextDecoder } = globalThis;
  const first = decodeUtf8(bytes);
  Reflect.deleteProperty(globalThis, "TextDecoder");
  try {
    return [first, decodeUtf8(bytes)];
  } finally {
    globalThis.TextDecoder = TextDecoder;
  }
}

test("text is read, its mark of byte order included", () => {
  for (const text of ["", "a", "\ufeffü🙂%41", "\0"]) {
    assert.deepEqual(both(new TextEncoder().encode(text)), [text, text]);
  }
});

test("what is no UTF-8 is not, with a decoder and without", () => {
  for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
    assert.deepEqual(both(Uint8Array.from(bytes)), [undefined, undefined], `${bytes}`);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
      const [first, second] = both(bytes);
      assert.equal(first, second);
    }),
  );
});

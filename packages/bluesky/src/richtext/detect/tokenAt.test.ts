import assert from "node:assert/strict";
import { it } from "node:test";
import { tokenAt } from "./tokenAt.ts";

for (const [shown, token] of [
  ["Hello @bo|", { type: "mention", query: "bo", start: 6, end: 9 }],
  ["Hello @bo|b.test!", { type: "mention", query: "bo", start: 6, end: 15 }],
  ["@|", { type: "mention", query: "", start: 0, end: 1 }],
  ["(#tag|", { type: "tag", query: "tag", start: 1, end: 5 }],
  ["＃全|角 x", { type: "tag", query: "全", start: 0, end: 3 }],
  ["😀 @b|", { type: "mention", query: "b", start: 3, end: 5 }],
  ["|@bo", undefined],
  ["@bo |", undefined],
  ["me@bo|", undefined],
  ["@bo!x|", undefined],
  ["|", undefined],
] as const) {
  it(`at the caret of "${shown}" there is ${token ? `a ${token.type}` : "nothing"}`, () => {
    const caret = shown.indexOf("|");
    assert.deepEqual(tokenAt(shown.replace("|", ""), caret), token);
  });
}

it("what is at a caret is found at places outside of the text and in long words", () => {
  assert.equal(tokenAt("@bob", 99)?.query, "bob");
  assert.equal(tokenAt("@bob", -5), undefined);
  assert.equal(tokenAt(`@${"a".repeat(100_000)}`, 100_000), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { MutedWords } from "./MutedWords.ts";

const words = new MutedWords([{ value: "cat", targets: ["content"] }], false);
const isMuted = (text: string): boolean => words.match({ text, author: { did: "did:plc:bob" } }) !== undefined;

test("marks around a word do not matter, those beyond 16 bits included", () => {
  for (const text of [
    "cat!",
    "«cat»",
    "...cat?!",
    "cat\u{10100}",
    "\u{10100}cat\u{10101}!",
    "cat!\u{10100}\u{10100}",
  ]) {
    assert.equal(isMuted(text), true, text);
  }
  for (const text of ["cat\u{1f600}", "cat\u{1f600}!", "\ud800cat", "cat\udd00", "!?\u{10100}"]) {
    assert.equal(isMuted(text), false, text);
  }
});

test("marks do not count to how long a word with a slash is, which ends the search for shorter ones", () => {
  const longer = new MutedWords([{ value: "cats", targets: ["content"] }], false);
  for (const text of ["a/b cats", "a/b! cats", "\u{10100}a/b\u{10100} cats"]) {
    assert.ok(longer.match({ text, author: { did: "did:plc:bob" } }), text);
  }
  assert.equal(longer.match({ text: "aa/bb cats", author: { did: "did:plc:bob" } }), undefined);
});

test("a text of marks alone, as long as it may be, takes no time to speak of", { timeout: 5000 }, () => {
  const marks = "!".repeat(200_000);
  assert.deepEqual([marks, `a${marks}`, `${marks}a${marks}a`].map(isMuted), [false, false, false]);
  assert.equal(isMuted(`${marks}cat${marks}`), true);
});

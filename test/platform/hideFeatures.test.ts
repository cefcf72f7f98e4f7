import assert from "node:assert/strict";
import { test } from "node:test";
import { hideFeatures } from "./hideFeatures.ts";

/** Runs code as a thread does, without some features. */
function runWithout(hidden: readonly string[], code: string): unknown {
  const known = ["URL", "URL.canParse", "crypto.subtle", "Symbol.asyncDispose", "ReadableStream", "navigator.locks"];
  const { globals, takeBack } = hideFeatures(known, hidden);
  try {
    return new Function(...Object.keys(globals), `return ${code}`)(...Object.values(globals));
  } finally {
    takeBack();
  }
}

test("a global is not there, as on a platform that lacks it, and stays for others", () => {
  assert.throws(() => runWithout(["URL"], "new $URL('a:')"), ReferenceError);
  assert.equal(runWithout(["URL"], "typeof $URL"), "undefined");
  assert.equal(runWithout(["URL"], "globalThis.URL ?? ('URL' in globalThis)"), false);
  assert.equal(runWithout(["crypto.subtle"], "typeof $URL"), "function");
  assert.equal(typeof URL, "function");
});

test("a member is not there, its own or inherited, and comes back", () => {
  assert.equal(runWithout(["URL.canParse"], "$URL.canParse"), undefined);
  assert.equal(runWithout(["crypto.subtle"], "$crypto.subtle"), undefined);
  const iterator = "ReadableStream.prototype[Symbol.asyncIterator]";
  assert.equal(runWithout([iterator], "new $ReadableStream()[Symbol.asyncIterator]"), undefined);
  const back: unknown[] = [URL.canParse, crypto.subtle, new ReadableStream()[Symbol.asyncIterator]];
  assert.ok(back.every((value) => value !== undefined));
});

test("nor is one that cannot be deleted", () => {
  assert.equal(runWithout(["Symbol.asyncDispose"], "$Symbol.asyncDispose"), undefined);
  assert.equal(runWithout(["Symbol.asyncDispose"], "typeof $Symbol('a')"), "symbol");
});

test("what is not there anyway is no error", () => {
  assert.equal(runWithout(["URL.prototype.nothing", "nothing", "nothing.more"], "$URL"), URL);
});

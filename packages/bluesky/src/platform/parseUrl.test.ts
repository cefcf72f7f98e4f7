import assert from "node:assert/strict";
import { test } from "node:test";
import { parseUrl } from "./parseUrl.ts";

test("a URL is read, with a base or without", () => {
  assert.equal(parseUrl("https://example.com:443/a")?.href, "https://example.com/a");
  assert.equal(parseUrl("../b", "https://example.com/a/")?.href, "https://example.com/b");
});

test("what is none is undefined", () => {
  for (const text of ["", "a", "//example.com", "https://", "https://exa mple.com"]) {
    assert.equal(parseUrl(text), undefined, text);
    assert.equal(URL.canParse(text), false, text);
  }
  assert.equal(parseUrl("a", "b"), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { variant } from "./UnknownVariant.ts";

test("variant returns the very object", () => {
  const value = { $type: "com.example.embed", id: 1 };
  assert.equal(variant(value), value);
});

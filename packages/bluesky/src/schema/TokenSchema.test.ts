import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenSchema } from "./TokenSchema.ts";

test("a token is its own name, and the only value that it has", () => {
  const token = tokenSchema("com.example.defs#hide");
  assert.equal(token.value, "com.example.defs#hide");
  assert.equal(token.id, token.value);
  assert.equal(token.parse("com.example.defs#hide"), "com.example.defs#hide");
  for (const value of ["hide", "", null, 5, { $type: "com.example.defs#hide" }]) {
    const result = token.safeParse(value);
    assert.equal(!result.ok && result.issues[0]?.code, "const");
    assert.equal(token.is(value), false);
  }
  const none = token.safeParse(undefined);
  assert.equal(!none.ok && none.issues[0]?.code, "required");
});

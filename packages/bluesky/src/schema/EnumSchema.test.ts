import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { enumSchema } from "./EnumSchema.ts";

suite("enumSchema", () => {
  test("has the values as properties", () => {
    const status = enumSchema("com.example.defs#status", { Active: "active", Gone: "gone" } as const);
    assert.equal(status.Active, "active");
    assert.equal(status.id, "com.example.defs#status");
    assert.equal(status.is("gone"), true);
    assert.equal(status.parse("active"), "active");
    const result = status.safeParse("lost");
    assert.equal(!result.ok && result.issues[0]?.code, "enum");
    assert.equal(!result.ok && result.issues[0]?.expected, 'one of ["active","gone"]');
  });

  test("an open one has a check of its own", () => {
    const status = enumSchema("com.example.defs#status", { Active: "active" } as const, () => undefined);
    assert.equal(status.is("lost"), true);
  });
});

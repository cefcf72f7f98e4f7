import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { bodySchema, valueSchema } from "../Schema.ts";
import { blobRef } from "./blobRef.ts";
import type { Check } from "./Check.ts";
import { oneOf } from "./checks.ts";
import { own } from "./own.ts";

suite("own", () => {
  const names = ["constructor", "toString", "__proto__"];
  const check: Check = (value, context) => {
    for (const name of names) oneOf(context, own(value, name), ["x"]);
  };
  const schema = bodySchema("com.example.own", check);
  const issuesOf = (value: unknown): string[] => {
    const result = schema.safeParse(value);
    return result.ok ? [] : result.issues.map(({ path, code }) => `${path.join(".")} ${code}`);
  };

  test("reads what an object has itself, under names that all objects inherit", () => {
    assert.deepEqual(issuesOf(JSON.parse('{"constructor":"x","toString":"x","__proto__":"x"}')), []);
    assert.deepEqual(issuesOf({}), ["constructor required", "toString required", "__proto__ required"]);
    assert.deepEqual(issuesOf(Object.assign(Object.create(null), { constructor: "x" })), [
      "toString required",
      "__proto__ required",
    ]);
    assert.deepEqual(issuesOf(JSON.parse('{"constructor":1,"toString":"x","__proto__":{}}')), [
      "constructor const",
      "__proto__ const",
    ]);
  });
});

suite("blobRef", () => {
  const schema = valueSchema("com.example.blob", (value, context) => blobRef(context, value, ["image/*"], 10));
  const cid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
  const blob = { $type: "blob", ref: { $link: cid }, mimeType: "image/png", size: 1 };
  const codesOf = (value: unknown, level: "shape" | "strict"): string[] => {
    const result = schema.safeParse(value, { level });
    return result.ok ? [] : result.issues.map(({ code, received }) => `${code} ${received}`);
  };

  test("takes blobs of today, and says of anything else what `blob` says", () => {
    for (const level of ["shape", "strict"] as const) {
      assert.deepEqual(codesOf(blob, level), []);
      assert.deepEqual(codesOf({ cid, mimeType: "image/png" }, level), ["type an object"]);
      assert.deepEqual(codesOf({ cid, mimeType: "image/png", $type: undefined }, level), ["type an object"]);
      assert.deepEqual(codesOf(undefined, level), ["required nothing"]);
      assert.deepEqual(codesOf(null, level), ["type null"]);
      assert.deepEqual(codesOf(cid, level), [`type "${cid.slice(0, 40)}"...`]);
    }
    assert.deepEqual(codesOf({ ...blob, size: 11, mimeType: "video/mp4" }, "strict"), [
      "max_size 11",
      'accept "video/mp4"',
    ]);
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatTid, nextTid } from "../../../syntax/tid.ts";
import { decodeTidRuns, encodeTidRuns } from "./tidRuns.ts";

test("thousands of keys become a short list, and come back", () => {
  const keys = Array.from({ length: 20_000 }, nextTid);
  const runs = encodeTidRuns(keys);
  assert.deepEqual(decodeTidRuns(runs), keys);
  assert.ok(JSON.stringify(runs).length < 20_000, `${JSON.stringify(runs).length} characters`);
  assert.deepEqual(encodeTidRuns([]), []);
  const four = ["3jzfcijpj2z2a", "3jzfcijpj322a", "3jzfcijpj332a", "3jzfcijpj2z2a"];
  assert.deepEqual(decodeTidRuns(["3jzfcijpj2z2a+2", "3jzfcijpj2z2a"]), four);
});

test("any keys come back", () => {
  const tid = fc.record({ timestamp: fc.integer({ min: 0, max: 40 }), clockId: fc.integer({ min: 0, max: 1 }) });
  fc.assert(
    fc.property(fc.array(tid), (parts) => {
      const keys = parts.map(formatTid);
      assert.deepEqual(decodeTidRuns(encodeTidRuns(keys)), keys);
    }),
  );
});

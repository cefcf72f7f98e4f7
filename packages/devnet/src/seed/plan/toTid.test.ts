import assert from "node:assert/strict";
import { test } from "node:test";
import { isValidTid } from "@atproto/syntax";
import { toTid } from "./toTid.ts";

test("TIDs are valid and sort as their times and clocks do", () => {
  const tids = [
    toTid(0, 0),
    toTid(0, 1),
    toTid(Date.UTC(2024, 0, 1), 1023),
    toTid(Date.UTC(2024, 0, 1) + 1, 0),
    toTid(Date.UTC(2200, 0, 1), 3),
  ];
  for (const tid of tids) assert.ok(isValidTid(tid), tid);
  assert.deepEqual(tids.toSorted(), tids);
  assert.equal(toTid(0, 31), "222222222222z");
});

test("a TID holds the microseconds above ten bits of clock", () => {
  const milliseconds = Date.UTC(2030, 4, 6, 7, 8, 9, 10);
  const digits = [...toTid(milliseconds, 5)].map((digit) => BigInt("234567abcdefghijklmnopqrstuvwxyz".indexOf(digit)));
  const bits = digits.reduce((sum, digit) => sum * 32n + digit, 0n);
  assert.equal(bits, BigInt(milliseconds) * 1000n * 1024n + 5n);
});

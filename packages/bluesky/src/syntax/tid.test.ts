import assert from "node:assert/strict";
import { test } from "node:test";
import { TID } from "@atproto/common-web";
import fc from "fast-check";
import { formatTid, isTid, nextTid, parseTid, tidFromDate } from "./index.ts";

test("parseTid and formatTid are inverse, and the official ones agree", () => {
  assert.deepEqual(parseTid("3jzfcijpj2z2a"), { timestamp: 1688137381887007, clockId: 6 });
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(1023), (timestamp, clockId) => {
      const tid = formatTid({ timestamp, clockId });
      assert.ok(isTid(tid));
      assert.deepEqual(parseTid(tid), { timestamp, clockId });
      // The official encoder does not pad.
      if (timestamp >= 2 ** 50) {
        assert.equal(new TID(tid).timestamp(), timestamp);
        assert.equal(TID.fromTime(timestamp, clockId).toString(), tid);
      }
    }),
  );
});

test("TIDs sort as their moments do", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      const [first, second] = [formatTid({ timestamp: a, clockId: 7 }), formatTid({ timestamp: b, clockId: 7 })];
      assert.equal(Math.sign(a - b), first < second ? -1 : first > second ? 1 : 0);
    }),
  );
});

test("what has no exact moment, or is out of range, is refused", () => {
  assert.throws(() => parseTid("jzzzzzzzzzzzz"), { code: "invalid_syntax", format: "tid" });
  assert.throws(() => parseTid("self"), { code: "invalid_syntax", format: "tid" });
  for (const [timestamp, clockId] of [
    [-1, 0],
    [0.5, 0],
    [2 ** 53, 0],
    [Number.NaN, 0],
    [0, -1],
    [0, 1024],
    [0, 0.5],
  ] as const) {
    assert.throws(() => formatTid({ timestamp, clockId }), { code: "invalid_syntax" }, `${timestamp} ${clockId}`);
  }
  assert.throws(() => tidFromDate(new Date(Number.NaN)), { code: "invalid_syntax" });
});

test("tidFromDate is the least of its moment", () => {
  const date = new Date("2026-01-31T00:00:00Z");
  const tid = tidFromDate(date);
  assert.deepEqual(parseTid(tid), { timestamp: date.getTime() * 1000, clockId: 0 });
  assert.equal(tid, "3mdoj4pv22222");
});

test("nextTid never repeats or goes back, and stays near the clock", (t) => {
  const before = Date.now();
  const tids = Array.from({ length: 5000 }, nextTid);
  assert.ok(tids.every(isTid));
  assert.deepEqual(tids, [...new Set(tids)].sort());
  assert.ok(new Set(tids.map((tid) => tid.slice(11))).size === 1);
  const { timestamp } = parseTid(tids[0] ?? "");
  assert.ok(timestamp >= before * 1000 && timestamp < (Date.now() + 10) * 1000);
  // The clock is set back by a day.
  t.mock.method(Date, "now", () => before - 86_400_000);
  assert.ok(nextTid() > (tids.at(-1) ?? ""));
});

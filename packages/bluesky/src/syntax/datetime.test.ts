import assert from "node:assert/strict";
import { test } from "node:test";
import { normalizeDatetime as official } from "@atproto/syntax";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { isDatetime, normalizeDatetime, now } from "./index.ts";
import { arbitraries, mutated } from "./testing/arbitraries.ts";

test("now", () => {
  const before = Date.now();
  const text = now();
  assert.ok(isDatetime(text));
  assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.ok(Date.parse(text) >= before && Date.parse(text) <= Date.now());
});

test("normalizeDatetime", () => {
  const noon = "2026-01-31T12:00:00.000Z";
  for (const input of [
    noon,
    "2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.0009999Z",
    "2026-01-31T14:00:00+02:00",
    "2026-01-31T12:00:00-00:00",
    "2026-01-31T12:00:00",
    "2026-01-31T12:00",
    "2026-01-31 12:00:00",
    " 2026-01-31T12:00Z ",
    "Sat, 31 Jan 2026 12:00:00 GMT",
    "Sat Jan 31 2026 13:00:00 GMT+0100 (Central European Standard Time)",
    "Jan 31, 2026 12:00",
    new Date(noon),
  ]) {
    assert.equal(normalizeDatetime(input), noon, String(input));
  }
  assert.equal(normalizeDatetime("2026-01-31"), "2026-01-31T00:00:00.000Z");
  for (const input of [
    "",
    "yesterday",
    "2026-02-30",
    "2026-02-30T00:00:00Z",
    "2023-02-29T00:00:00+01:00",
    "2026-13-01",
    "0000-01-01T00:00:00+01:00",
    "+010000-01-01T00:00:00Z",
    new Date(Number.NaN),
    new Date(8.64e15),
    new Date(-8.64e15),
    "1".repeat(1_000_000),
    " ".repeat(1_000_000),
  ]) {
    assert.throws(
      () => normalizeDatetime(input),
      { code: "invalid_syntax", format: "datetime" },
      String(input).slice(0, 40),
    );
  }
});

test("normalizeDatetime does not depend on the time zone of the machine", () => {
  const zone = process.env.TZ;
  try {
    for (const TZ of ["UTC", "Asia/Kolkata", "America/Los_Angeles"]) {
      process.env.TZ = TZ;
      for (const text of ["2026-01-31T12:00:00", "2026-01-31 12:00", "Jan 31, 2026 12:00"]) {
        assert.equal(normalizeDatetime(text), "2026-01-31T12:00:00.000Z", `${text} in ${TZ}`);
      }
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("normalizeDatetime makes datetimes, the same as the official package", () => {
  let same = 0;
  fc.assert(
    fc.property(fc.oneof(arbitraries.datetime, mutated(arbitraries.datetime)), (text) => {
      let ours: string;
      try {
        ours = normalizeDatetime(text);
      } catch (error) {
        assert.ok(error instanceof Error && "code" in error && error.code === "invalid_syntax");
        // Of the first and the last year, an offset may lead out.
        assert.ok(!isDatetime(text) || /^(0000|9999)-.*:\d\d$/.test(text), text);
        return;
      }
      assert.ok(isDatetime(ours), ours);
      if (isDatetime(text)) {
        same++;
        assert.equal(ours, official(text));
        assert.equal(Date.parse(ours), Date.parse(text));
      }
    }),
    { numRuns: soak(3000, 300_000) },
  );
  assert.ok(same > 500, `${same}`);
});

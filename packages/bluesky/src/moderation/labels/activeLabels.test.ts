import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { labelOf } from "../testing/settings.ts";
import { activeLabels } from "./activeLabels.ts";

describe("activeLabels", () => {
  const one = labelOf("porn");
  const later = { cts: "2026-02-01T00:00:00Z" };

  it("takes those on other things, of other versions, values and labelers for others", () => {
    const others = [{ uri: "did:plc:x" }, { cid: "bafyother" }, { val: "sexual" }, { src: "did:plc:x" }];
    const labels = others.map((more) => ({ ...one, neg: true, ...later, ...more }));
    assert.deepEqual(activeLabels([one, ...labels]), [one]);
    assert.deepEqual(activeLabels([one, { ...one, neg: true, ...later }]), []);
  });

  it("takes the last of those of one time, and those without a time for the first", () => {
    assert.deepEqual(activeLabels([one, { ...one, neg: true }]), []);
    assert.deepEqual(activeLabels([{ ...one, neg: true }, one]), [one]);
    const timeless = { src: one.src, uri: one.uri, val: one.val, neg: true };
    assert.deepEqual(activeLabels([one, timeless]), [one]);
    assert.deepEqual(
      activeLabels([
        { ...one, neg: true, cts: "odd" },
        { ...one, cts: "1970-01-01T00:00:00Z" },
      ]).length,
      1,
    );
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { areDigests, digestWrites, findDifference, hashAll } from "./digestWrites.ts";

const hash = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

test("the first of any hashes that differ is found, in its block; digests are few and short", () => {
  const hashes = fc.array(hash, { minLength: 1, maxLength: 1500, size: "max" });
  fc.assert(
    fc.property(hashes, fc.nat(), fc.nat(), (all, one, two) => {
      const digests = digestWrites(all);
      assert.ok(areDigests(digests, all.length) && digests.length <= 512 * 6);
      assert.equal(findDifference(digests, all), undefined);
      const places = [one % all.length, two % all.length];
      const changed = all.map((value, i) => (places.includes(i) ? (value + 1) % Number.MAX_SAFE_INTEGER : value));
      const found = findDifference(digests, changed);
      const first = Math.min(...places);
      assert.ok(found && found.from <= first && first < found.to, `${found?.from} ${first} ${found?.to}`);
      assert.equal(found.to - found.from, Math.min(Math.ceil(all.length / 512), all.length - found.from));
      assert.notEqual(hashAll(changed), hashAll(all));
    }),
  );
});

test("what are no digests of so many writes is told", () => {
  assert.equal(digestWrites([]), "");
  const digests = digestWrites([1, 2, 3]);
  assert.ok(areDigests(digests, 3));
  for (const wrong of [undefined, 5, "", digests.slice(1), `${digests}a`, digests.replace(/./, "-")]) {
    assert.ok(!areDigests(wrong, 3), `${wrong}`);
  }
  assert.ok(!areDigests(digests, 4));
});

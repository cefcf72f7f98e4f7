import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { batchPoints } from "./batchPoints.ts";
import { WriteBudget } from "./WriteBudget.ts";

const HOUR = 3_600_000;

/** The most points that stand in any window of this length. A window that holds most ends at one of them. */
function most(spent: readonly { at: number; points: number }[], length: number): number {
  const sums = spent.map(({ at: end }) =>
    spent.filter(({ at }) => at > end - length && at <= end).reduce((sum, { points }) => sum + points, 0),
  );
  return Math.max(0, ...sums);
}

test("spending as early as the budget allows keeps any hour and any day within its limit, and is never later than it must be", () => {
  const costs = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 80 });
  const idle = fc.array(fc.integer({ min: 0, max: HOUR }), { maxLength: 80 });
  fc.assert(
    fc.property(
      costs,
      idle,
      fc.integer({ min: 9, max: 30 }),
      fc.integer({ min: 9, max: 90 }),
      (all, gaps, hour, day) => {
        const budget = new WriteBudget({ hour, day });
        const spent: { at: number; points: number }[] = [];
        let time = 1000;
        for (const [i, points] of all.entries()) {
          time += gaps[i] ?? 0;
          const earliest = Math.max(time, budget.earliest(points));
          // A moment before, there was no room.
          if (earliest > time) {
            const sooner = [...spent, { at: earliest - 1, points }];
            assert.ok(most(sooner, HOUR) > hour || most(sooner, 24 * HOUR) > day);
          }
          time = earliest;
          budget.spend(time, points);
          spent.push({ at: time, points });
        }
        assert.ok(most(spent, HOUR) <= hour);
        assert.ok(most(spent, 24 * HOUR) <= day);
      },
    ),
  );
});

test("what was spent is taken in any order, can be taken back, and is forgotten after a day", () => {
  const budget = new WriteBudget({ hour: 10, day: 100 }, [
    { at: new Date(2000), points: 4 },
    { at: 1000, points: 5 },
  ]);
  assert.equal(budget.earliest(1), 0);
  assert.equal(budget.earliest(2), 1000 + HOUR);
  assert.equal(budget.earliest(7), 2000 + HOUR);
  budget.spend(1500, 1); // the clock was set back
  assert.equal(budget.earliest(10), 2000 + HOUR);
  budget.postponeLast(5000);
  assert.equal(budget.earliest(10), 5000 + HOUR);
  budget.refundLast();
  assert.equal(budget.earliest(1), 0);
  assert.deepEqual(budget.spent(1000 + 24 * HOUR), [{ at: new Date(2000), points: 4 }]);
});

test("a batch is so large that whole batches of creates use an hour up", () => {
  const sizes = [200, 10, 1, 7].map((size) => batchPoints({ hour: 5000, day: 35_000 }, size));
  assert.deepEqual(sizes, [555, 30, 3, 21]);
  assert.equal(batchPoints({ hour: 5000, day: 100 }, 200), 99);
  assert.equal(batchPoints({ hour: 2, day: 35_000 }, 200), 2);
  assert.equal(batchPoints({ hour: Number.POSITIVE_INFINITY, day: Number.POSITIVE_INFINITY }, 200), 600);
  const limits = fc.integer({ min: 3, max: 100_000 });
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 200 }), (hour, size) => {
      const points = batchPoints({ hour, day: hour }, size);
      assert.ok(points > 0 && points <= Math.min(hour, 3 * size));
      // At most an eighth is left, where there are more than a few.
      if (hour >= 100) assert.ok(Math.floor(hour / points) * points >= hour * 0.87, `${points}`);
    }),
  );
});

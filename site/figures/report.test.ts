import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { type FigureTable, type Measured, measured } from "../../bench/FigureTable.ts";
import { FILE_VARIABLE, readReports, report } from "../../bench/report.ts";

const folder = mkdtempSync(join(tmpdir(), "bluesky-report-"));
after(() => {
  delete process.env[FILE_VARIABLE];
  rmSync(folder, { recursive: true });
});

/** Has reports written to a file. */
function startFile(name: string): string {
  const path = join(folder, name);
  process.env[FILE_VARIABLE] = path;
  return path;
}

function tableOf(time: number, bytes: number, what = "a call"): FigureTable<Measured> {
  const figures = [measured("bluesky", "ours", "ms", time), measured("other", "peer", "bytes", bytes)];
  return {
    id: "calls",
    title: "Calls",
    how: "By hand.",
    rows: [{ what, figures, bound: { name: "bluesky", most: 2 } }],
  };
}

describe("reports of benchmarks", () => {
  it("are of several processes, with the least, the median and the most", () => {
    const path = startFile("several");
    for (const time of [1.2345678, 3, 2]) report(tableOf(time, 211_482));
    report({ ...tableOf(1, 1), id: "another" });
    const [calls, another, ...more] = readReports(path);
    assert.deepEqual(more, []);
    assert.equal(another?.id, "another");
    assert.deepEqual(calls?.rows, [
      {
        what: "a call",
        figures: [
          { name: "bluesky", role: "ours", unit: "ms", least: 1.2346, median: 2, most: 3, processes: 3 },
          { name: "other", role: "peer", unit: "bytes", least: 211_482, median: 211_482, most: 211_482, processes: 3 },
        ],
        bound: { name: "bluesky", most: 2 },
      },
    ]);
  });

  it("are refused where processes have measured something else, or nothing", () => {
    const other = startFile("other");
    report(tableOf(1, 1));
    report(tableOf(1, 1, "another call"));
    assert.throws(() => readReports(other), /have not measured the same/);
    assert.throws(() => report(tableOf(Number.NaN, 1)), /bluesky was not measured: Calls, a call\./);
  });

  it("are not written where nobody has asked for them", () => {
    delete process.env[FILE_VARIABLE];
    report(tableOf(1, 1));
    assert.deepEqual(readReports(join(folder, "absent")), []);
  });
});

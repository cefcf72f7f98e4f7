/**
 * Prints how long imports take in a fresh process, beside `@atcute/client` and `@atcute/bluesky`. They alternate. What is
 * imported is what users get: `dist`, which `npm run build` makes.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";

const execute = promisify(execFile);
const rounds = Number(process.argv[2] ?? 15);
const peer = "@atcute/client + @atcute/bluesky";

const programs: Record<string, { modules: string[]; bound?: number }> = {
  [peer]: { modules: ["@atcute/client", "@atcute/bluesky"] },
  "client and one operation": { modules: ["bluesky/client", "bluesky/app/bsky/feed/getTimeline"], bound: 0.15 },
  "the class": { modules: ["bluesky"], bound: 0.35 },
  "@atproto/api": { modules: ["@atproto/api"] },
};

const times = new Map<string, number[]>(Object.keys(programs).map((name) => [name, []]));
for (let round = -1; round < rounds; round++) {
  for (const [name, { modules }] of Object.entries(programs)) {
    const time = await importTime(modules);
    if (round >= 0) times.get(name)?.push(time); // The first round brings the files into the system's cache.
  }
}
const base = median(times.get(peer) ?? []);
const rows: FigureRow<Measured>[] = [];
console.log("\nCold import (ms, medians)\n");
for (const [name, { bound }] of Object.entries(programs)) {
  const time = median(times.get(name) ?? []);
  const ratio = time / base;
  const verdict = bound === undefined ? "" : `   bound ${bound}  ${ratio <= bound ? "ok" : "ABOVE"}`;
  console.log(`${name.padEnd(34)} ${time.toFixed(1).padStart(7)}  ${ratio.toFixed(3)}x${verdict}`);
  if (bound === undefined) continue;
  const figures = [
    measured("bluesky", "ours", "ms", time),
    measured(peer, "peer", "ms", base),
    measured("@atproto/api", "peer", "ms", median(times.get("@atproto/api") ?? [])),
    measured("ratio", "ratio", "times", ratio),
  ];
  rows.push({ what: name, figures, bound: { name: "ratio", most: bound } });
}
report({
  id: "imports",
  title: "How long an import takes",
  how: "Each in a fresh process of Node, as they are published, with files that the system has read before. They alternate. Medians. The ratio is that to `@atcute/client` with `@atcute/bluesky`.",
  rows,
});

async function importTime(modules: readonly string[]): Promise<number> {
  const imports = modules.map((name) => `await import(${JSON.stringify(name)});`).join("");
  const program = `const start = performance.now(); ${imports} console.log(performance.now() - start);`;
  // Where the peers are installed.
  const { stdout } = await execute(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: import.meta.dirname,
  });
  return Number(stdout);
}

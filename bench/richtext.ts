/**
 * Prints how long it takes to find the facets of posts, beside `RichText` of `@atproto/api`, in one process and in
 * turn; and of texts that are made to take long.
 */
import { RichText } from "@atproto/api";
import { detectFacets, detectFacetsExactly } from "bluesky/richtext";
import { hostileTexts } from "../packages/bluesky/src/richtext/testing/hostileTexts.ts";
import { createRandom, randomPost } from "../packages/bluesky/src/richtext/testing/randomTexts.ts";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";

const ROUNDS = 15;
const BOUND = 5;
const LENGTH = 40_000;
const OFFICIAL = "RichText of @atproto/api";

const random = createRandom(1);
const posts = Array.from({ length: 10_000 }, () => randomPost(random));
const official = (text: string): void => new RichText({ text }).detectFacetsWithoutResolution();

console.log("\nFacets of 10,000 posts, beside RichText of @atproto/api (ms; medians, also of the ratio)\n");
const theirs: number[] = [];
const ours = new Map([
  [detectFacets, [] as number[]],
  [detectFacetsExactly, [] as number[]],
]);
for (let round = 0; round < ROUNDS; round++) {
  theirs.push(timeOf(official, posts));
  for (const [detect, times] of ours) times.push(timeOf(detect, posts));
}
const rows: FigureRow<Measured>[] = [];
for (const [{ name }, times] of ours) {
  const ratio = median(theirs.map((time, round) => time / (times[round] ?? time)));
  const bound = name === detectFacets.name ? `   bound ${BOUND}  ${ratio >= BOUND ? "ok" : "BELOW"}` : "";
  console.log(
    `${name.padEnd(20)} ${median(times).toFixed(1)} / ${median(theirs).toFixed(1)}: ${ratio.toFixed(1)}x${bound}`,
  );
  rows.push({
    what: `10,000 posts, ${name}`,
    figures: [
      measured("bluesky", "ours", "ms", median(times)),
      measured(OFFICIAL, "peer", "ms", median(theirs)),
      measured("ratio", "ratio", "times", 1 / ratio),
    ],
    ...(name === detectFacets.name && { bound: { name: "ratio", most: 1 / BOUND } }),
  });
}

console.log(`\nThe slowest of texts of ${LENGTH} characters that are made to take long (ms)\n`);
const slowestOf = new Map<string, number>();
for (const detect of [...ours.keys(), official]) {
  const times = [...hostileTexts(LENGTH)].map(([piece, text]) => [timeOf(detect, [text]), piece] as const);
  const [slowest, piece] = times.reduce((most, one) => (one[0] > most[0] ? one : most));
  console.log(
    `${(detect === official ? "RichText" : detect.name).padEnd(20)} ${slowest.toFixed(1)}, made of ${JSON.stringify(piece)}`,
  );
  slowestOf.set(detect === official ? OFFICIAL : detect.name, slowest);
}
for (const detect of ours.keys()) {
  rows.push({
    what: `the slowest text of ${LENGTH.toLocaleString("en")} characters, ${detect.name}`,
    figures: [
      measured("bluesky", "ours", "ms", slowestOf.get(detect.name) ?? Number.NaN),
      measured(OFFICIAL, "peer", "ms", slowestOf.get(OFFICIAL) ?? Number.NaN),
    ],
  });
}
report({
  id: "facets",
  title: "How long facets take to find",
  how: "Mentions, links and tags of 10,000 made-up posts; the libraries take turns in one process. Medians, also of the ratio. And the slowest of many texts that are made to take long, each once.",
  rows,
});

function timeOf(detect: (text: string) => unknown, texts: readonly string[]): number {
  const start = performance.now();
  for (const text of texts) detect(text);
  return performance.now() - start;
}

/**
 * Prints what a call costs beside `fetch` and `JSON.parse` of the same answer. The server is another process on this
 * machine; the two alternate in this one.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getTimeline } from "bluesky/app/bsky/feed";
import { createClient } from "bluesky/client";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";

const sizes = [
  { title: "empty", bytes: 0, rounds: 3000, bound: 1.4 },
  { title: "17 kB", bytes: 17_000, rounds: 2000, bound: 1.15 },
  { title: "270 kB", bytes: 270_000, rounds: 1000, bound: 1.05 },
];

if (process.argv[2] === "serve") serve();
else await measure();

/** Answers the timelines of `sizes`: that of `/0/...`, `/1/...`, `/2/...`. */
function serve(): void {
  const bodies = sizes.map(({ bytes }) => Buffer.from(timelineOf(bytes)));
  const server = createServer((request, response) => {
    const body = bodies[Number(request.headers["x-size"])] ?? "";
    response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": body.length });
    response.end(body);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port)); // not a pipe
  process.once("disconnect", () => process.exit());
}

/** As many posts of a recorded timeline as make an answer of that size. */
function timelineOf(bytes: number): string {
  const { feed }: { feed: unknown[] } = JSON.parse(
    readFileSync(join(import.meta.dirname, "fixtures/timeline.json"), "utf8"),
  );
  let count = 0;
  for (let length = 0; count < feed.length; count++) {
    length += JSON.stringify(feed[count]).length + 1;
    if (length > bytes) break;
  }
  return JSON.stringify({ feed: feed.slice(0, count) });
}

async function measure(): Promise<void> {
  const flags = process.execArgv.filter((argument) => argument.startsWith("--conditions="));
  const server: ChildProcess = fork(import.meta.filename, ["serve"], { execArgv: flags });
  try {
    const [port] = await once(server, "message");
    console.log(
      "\nA call, beside fetch and JSON.parse of the same answer on loopback (ms; shape validated; medians, also of the ratio)\n",
    );
    const rows: FigureRow<Measured>[] = [];
    for (const [index, { title, rounds, bound }] of sizes.entries()) {
      const [call, plain] = await alternate(`http://127.0.0.1:${port}`, String(index), rounds);
      // Of two that follow each other: the machine is faster at some times than at others.
      const ratio = median(call.map((time, round) => time / (plain[round] ?? time)));
      const figures = `${median(call).toFixed(3)} / ${median(plain).toFixed(3)}: ${ratio.toFixed(3)}x`;
      console.log(`${title.padEnd(8)} ${figures}   bound ${bound}  ${ratio <= bound ? "ok" : "ABOVE"}`);
      const together = [
        measured("bluesky", "ours", "ms", median(call)),
        measured("fetch and JSON.parse", "baseline", "ms", median(plain)),
        measured("ratio", "ratio", "times", ratio),
      ];
      rows.push({
        what: `an answer of ${index === 0 ? "0 kB" : title}`,
        figures: together,
        bound: { name: "ratio", most: bound },
      });
    }
    report({
      id: "calls",
      title: "What a call costs",
      how: "`getTimeline`, its answer validated, beside `fetch` and `JSON.parse` of the same answer. The server is another process of the same machine; the two alternate. Medians, also of the ratio, which is that of two calls which follow each other.",
      rows,
    });
  } finally {
    server.disconnect();
  }
}

async function alternate(service: string, size: string, rounds: number): Promise<[call: number[], plain: number[]]> {
  const headers = { "x-size": size };
  const client = createClient({ service, headers });
  const url = `${service}/xrpc/app.bsky.feed.getTimeline?limit=100`;
  const runs = [
    async () => (await getTimeline(client, { limit: 100 })).feed.length,
    async () => JSON.parse(await (await fetch(url, { headers })).text()).feed.length,
  ];
  const times: [number[], number[]] = [[], []];
  for (let round = -rounds / 2; round < rounds; round++) {
    // Which of the two goes first alternates too; the first rounds warm up: both are compiled in several steps.
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const start = performance.now();
      await runs[which]?.();
      if (round >= 0) times[which].push(performance.now() - start);
    }
  }
  return times;
}

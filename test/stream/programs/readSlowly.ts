/**
 * Reads a stream slowly: each event takes a moment, in which nothing is done. Sends how many came, in which order, and by how much the
 * process grew. Started with --expose-gc.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { consume, relay } from "bluesky/stream";

const { url, count, pace, native } = JSON.parse(process.argv[2] ?? "");

const ended = new AbortController();
const options = { start: "oldest", signal: ended.signal, minDelay: 10, ...(native && { WebSocket }) } as const;
const stream = consume(relay(url), options);
globalThis.gc?.();
const before = process.memoryUsage.rss();
let [most, handled, last, disordered] = [before, 0, 0, 0];
const timer = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 10);
await stream.run(async (event) => {
  if (event.kind !== "commit") return;
  handled++;
  if (event.seq !== last + 1) disordered++;
  last = event.seq;
  // Far more comes than can be handled: it takes its time for some at once.
  if (handled % pace === 0) await sleep(1);
  if (handled === count) ended.abort();
});
clearInterval(timer);
process.stdout.write(
  `${JSON.stringify({ handled, disordered, grown: most - before, reconnects: stream.stats.reconnects })}\n`,
);
process.exit();

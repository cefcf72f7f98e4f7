/**
 * Times of starts and stops, and what they leave behind.
 *
 *     node --conditions=@bluesky/source bench/starts.ts [rounds] [at once]
 */
import { readdirSync, readFileSync } from "node:fs";
import { type StartNetworkOptions, startNetwork } from "bluesky-devnet";
import { makeTemporary, processesOf, sharedMemory } from "../test/traces.ts";

interface Times {
  start: number;
  settled: number;
  memory: number;
  close: number;
}

const [rounds = 20, atOnce = 3] = process.argv.slice(2).map(Number);
using temporary = makeTemporary();
process.env.TMPDIR = temporary.path;
const memoryBefore = sharedMemory();

await report("one at a time, 3 starts", 3, 1, {});
await report("without AppView, 3 starts", 3, 1, { appView: false });
await report("seeded, 1 start", 1, 1, { seed: true });
await report(`${rounds} starts, ${atOnce} at once`, rounds, atOnce, {});

const left = {
  processes: processesOf(temporary.path).length,
  files: readdirSync(temporary.path).length,
  sharedMemory: sharedMemory().filter((name) => !memoryBefore.includes(name)).length,
};
console.log("left behind", JSON.stringify(left));

async function report(name: string, count: number, atOnce: number, options: StartNetworkOptions): Promise<void> {
  const queue = Array.from({ length: count }, (_, index) => index).values();
  const all: Times[] = [];
  const work = async () => {
    for (const _ of queue) all.push(await time(options));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const columns = (["start", "settled", "close"] as const).map(
    (key) => `${key} ${spread(all.map((times) => times[key]))} ms`,
  );
  console.log(`${name}: ${columns.join(", ")}, memory ${spread(all.map(({ memory }) => memory))} MB`);
}

async function time(options: StartNetworkOptions): Promise<Times> {
  const begin = performance.now();
  const net = await startNetwork(options);
  const started = performance.now();
  await net.createAccount("zoe");
  await net.settled();
  const settled = performance.now();
  const status = readFileSync(`/proc/${net.pid}/status`, "utf8");
  const memory = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  const closing = performance.now();
  await net.close();
  return { start: started - begin, settled: settled - started, memory, close: performance.now() - closing };
}

/** Least, median and most. */
function spread(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b).map(Math.round);
  return [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].join(" / ");
}

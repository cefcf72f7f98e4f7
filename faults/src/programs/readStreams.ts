import { readers } from "../streams/readers/readers.ts";
import type { StreamJob, StreamReport } from "../streams/StreamJob.ts";

/** Reads streams, one after the other: for each that it is sent, until it is sent `stop`. Started with --expose-gc. */
const { reader: name } = JSON.parse(process.argv[2] ?? "");
const reader = readers[name];
if (!reader) throw new Error(`There is no reader "${name}".`);

const send = (report: StreamReport): void => void process.send?.(report);
// What a library rejects with and nobody waits for would end the process.
let unhandled = (_: unknown): void => {};
process.on("unhandledRejection", (reason) => unhandled(reason));
process.on("uncaughtException", (error) => unhandled(error));

async function run(job: StreamJob): Promise<void> {
  const ended = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    process.once("message", () => {
      ended.abort();
      resolve();
    });
  });
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  const told = new Set<string>();
  const tell = (what: string): void => {
    if (!told.has(what)) send({ type: "told", what });
    told.add(what);
  };
  const fallen = new Promise<never>((_, reject) => {
    unhandled = (reason) => reject(reason);
  });
  const handle = (rkey: string): void => send({ type: "handled", rkeys: [rkey] });
  let how = "";
  try {
    await Promise.race([reader?.read(job, handle, tell, ended.signal), fallen]);
    if (!ended.signal.aborted) how = "ended without an error";
  } catch (error) {
    if (!ended.signal.aborted) how = Object(error).code || Object(error).name || String(error);
  }
  clearInterval(timer);
  send({ type: "ended", how: String(how).slice(0, 60), grown: most - before });
  if (!ended.signal.aborted) await stopped;
}

send({ type: "ready" });
process.on("disconnect", () => process.exit());
for (;;) {
  const job = await new Promise<StreamJob>((resolve) => process.once("message", resolve));
  await run(job);
}

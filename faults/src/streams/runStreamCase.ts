import { setTimeout as sleep } from "node:timers/promises";
import { startJetstream, startRelay, startTap } from "bluesky-devnet";
import type { Program } from "../runProgram.ts";
import type { StreamReport } from "./StreamJob.ts";
import type { StreamResult } from "./StreamResult.ts";
import { EVENTS, type Stage, type StreamCase } from "./streamCases.ts";

const DIDS = ["a", "b", "c", "d", "e"].map((letter) => `did:plc:${letter.repeat(24)}`);
const COLLECTION = "app.bsky.feed.post";
/** When nothing was handled for so long, nothing more is expected, in ms. */
const PATIENCE = 4_000;
/** How long is waited for what comes twice. */
const AFTERMATH = 300;

/** Lets a reader, which runs already, read a stream on which things go wrong. */
export async function runStreamCase(job: StreamCase, program: Program): Promise<StreamResult> {
  await using stage = await startStage(job);
  const sent: string[] = [];
  const publish = (count: number): void => {
    for (let index = 0; index < count; index++) {
      const rkey = `r${sent.length}`;
      sent.push(rkey);
      stage.publish(DIDS[sent.length % DIDS.length] ?? "", rkey);
    }
  };
  publish(EVENTS / 2);
  job.begin?.(stage);

  const handled: string[] = [];
  const told: string[] = [];
  let end: StreamReport & { type: "ended" } = { type: "ended", how: "", grown: 0 };
  let isEnded = false;
  let last = performance.now();
  const listen = (report: StreamReport): void => {
    if (report.type === "handled") {
      handled.push(...report.rkeys);
      last = performance.now();
    } else if (report.type === "told") told.push(report.what);
    else if (report.type === "ended") {
      isEnded = true;
      end = report;
    }
  };
  program.child.on("message", listen);
  program.child.send({ source: job.source, url: stage.server.origin.replace("http", "ws") });
  const wait = async (isThere: () => boolean): Promise<void> => {
    last = performance.now();
    while (!isThere() && !isEnded && performance.now() - last < PATIENCE) await sleep(10);
  };
  const allowed = (): number => job.mayLose?.(stage) ?? 0;
  await wait(() => handled.includes(sent.at(-1) ?? "") || new Set(handled).size >= sent.length - allowed());
  await job.middle?.(stage);
  publish(EVENTS / 2);
  await wait(() => handled.includes(sent.at(-1) ?? ""));
  await wait(() => new Set(handled).size >= sent.length - allowed());
  await sleep(AFTERMATH);
  program.child.send("stop");
  for (let waited = 0; !isEnded && waited < PATIENCE; waited += 10) await sleep(10);
  program.child.off("message", listen);
  const different = new Set(handled);
  return {
    lost: sent.filter((rkey) => !different.has(rkey)).length,
    taken: allowed(),
    doubled: handled.length - different.size,
    end: end.how,
    isWhole: different.has(sent.at(-1) ?? ""),
    told,
    grown: end.grown,
  };
}

/** The servers of a case. */
async function startStage(
  job: StreamCase,
): Promise<Stage & AsyncDisposable & { publish(did: string, rkey: string): void }> {
  const options = { seed: 5 };
  if (job.source === "tap") {
    const tap = await startTap({ ...options, retryAfter: 500 });
    return {
      ...{ server: tap, tap, relay: undefined, jetstream: undefined },
      publish: (did, rkey) => {
        const record = { did, rkey, collection: COLLECTION, rev: "3kb3fge5lm32x", action: "create" as const };
        const cid = "bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi";
        tap.publish({ type: "record", record: { ...record, record: { $type: COLLECTION, text: rkey }, cid } });
      },
      [Symbol.asyncDispose]: tap.close,
    };
  }
  const relay = await startRelay(undefined, options);
  const jetstream = job.source === "relay" ? undefined : await startJetstream(relay, options);
  return {
    ...{ server: jetstream ?? relay, tap: undefined, relay, jetstream },
    publish: (did, rkey) => relay.publishCommit(did, [{ collection: COLLECTION, rkey, record: { text: rkey } }]),
    async [Symbol.asyncDispose]() {
      await jetstream?.close();
      await relay.close();
    },
  };
}

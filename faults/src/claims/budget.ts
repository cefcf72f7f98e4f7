import { setTimeout as sleep } from "node:timers/promises";
import { Post } from "bluesky/app/bsky/feed";
import { getSession } from "bluesky/com/atproto/server";
import { create } from "bluesky/records";
import { faults, type Network } from "bluesky-devnet";
import type { Claim } from "../Claim.ts";
import { startStage } from "../Stage.ts";

export interface BudgetOptions {
  readonly calls: number;
  /** Calls a second. */
  readonly rate: number;
}

const createRecord = "com.atproto.repo.createRecord";
const lookup = "com.atproto.repo.getRecord";

/** Of retries, PROTOCOL.md says: at most a tenth of what is sent anyway, above a floor of ten. */
const bound = (calls: number): number => 10 + calls * 0.1;

/** Reads during an outage: how many requests retries add. */
export async function retriesOfReadsAreFew(net: Network, { calls, rate }: BudgetOptions): Promise<Claim> {
  await using stage = await startStage(net);
  const client = await stage.connect({ retry: { baseDelay: 10_000 / rate } });
  stage.faulty.pds.add(faults.status(503));
  stage.faulty.pds.clearRequests();
  await atRate({ calls, rate }, () => getSession(client));
  const extra = stage.faulty.pds.requests.length - calls;
  return claim("reads", calls, extra, extra > bound(calls) || extra < 10 ? [`${extra} more requests`] : []);
}

/** Writes during an outage. That their outcome is looked up costs nothing of the budget, nor is it refused by it. */
export async function retriesOfWritesAreFew(net: Network, { calls, rate }: BudgetOptions): Promise<Claim> {
  await using stage = await startStage(net);
  const client = await stage.connect({ retry: { baseDelay: 10_000 / rate } });
  stage.faulty.pds.add(faults.status(503), { nsid: createRecord });
  stage.faulty.pds.clearRequests();
  await atRate({ calls, rate }, () => create(client, Post, { text: "outage" }));
  const sent = stage.requests(createRecord).length;
  const lookups = stage.requests(lookup).length;
  const extra = sent - calls;
  const problems: string[] = [];
  if (extra > bound(calls)) problems.push(`${extra} more requests, expected at most ${bound(calls)}`);
  if (lookups < sent) problems.push(`${lookups} look-ups for ${sent} refused writes`);
  return claim("writes", calls, extra, problems, `, ${lookups} look-ups for ${sent} refusals`);
}

function claim(what: string, calls: number, extra: number, problems: readonly string[], more = ""): Claim {
  const share = (100 * Math.max(0, extra - 10)) / calls;
  const found = `${calls} ${what}: ${extra} retries, ${share.toFixed(1)}% above the floor of ten${more}`;
  return { claim: `retries of ${what} in an outage stay within the budget`, found, problems };
}

async function atRate({ calls, rate }: BudgetOptions, run: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  const running: Promise<unknown>[] = [];
  for (let call = 0; call < calls; call++) {
    const wait = started + (call * 1000) / rate - performance.now();
    if (wait > 1) await sleep(wait);
    running.push(run().catch(() => {}));
  }
  await Promise.all(running);
}

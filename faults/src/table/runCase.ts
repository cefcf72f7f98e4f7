import { setTimeout as sleep } from "node:timers/promises";
import { type Account, type FaultyNetwork, faults, type NetworkConfig, startFaults } from "bluesky-devnet";
import { secretBytes } from "../claims/foreignOrigin.ts";
import type { Contender, ContenderAccount, ContenderUser } from "../contenders/Contender.ts";
import { inTurns } from "../inTurns.ts";
import { listPosts } from "../listPosts.ts";
import type { CallsResult, CaseResult, SessionResult } from "./CaseResult.ts";
import type { FaultCase } from "./faultCases.ts";
import { type Ended, withPatience } from "./withPatience.ts";

/** How many calls of each kind, and how many at once. */
const CALLS = 20;
const AT_ONCE = 4;
/** How long a call is waited for, and a session after its fault has gone, in milliseconds. */
const PATIENCE = 8_500;
const SESSION_PATIENCE = 20_000;
/** The PDS gives the same access token to all who ask in one second: a new one is a new one only after that. */
const TOKEN_AGE = 1_100;

/** What a row is run on. */
export interface CaseSetting {
  readonly network: NetworkConfig;
  readonly account: Account;
  /** A post to read, and its text. */
  readonly post: { readonly rkey: string; readonly text: string };
  make(about: "calls" | "session"): Promise<Contender>;
}

/** Runs one row for one contender: reads, writes, and what becomes of a session. */
export async function runCase(fault: FaultCase, setting: CaseSetting): Promise<CaseResult> {
  if (fault.huge) return { huge: await readHuge(fault, setting) };
  const [calls, session] = await Promise.all([runCalls(fault, setting), runSession(fault, setting)]);
  return { ...calls, session, ...(fault.name.startsWith("redirect") && { leaked: await leak(fault, setting) }) };
}

function on(faulty: FaultyNetwork, account: Account): ContenderAccount {
  return { ...account, network: faulty.network, service: faulty.network.pds };
}

async function runCalls(fault: FaultCase, setting: CaseSetting): Promise<Pick<CaseResult, "reads" | "writes">> {
  const { network, account, post, make } = setting;
  await using faulty = await startFaults(network, { seed: fault.name });
  const { pds } = faulty;
  const contender = await make("calls");
  if (fault.always) pds.add(fault.make());
  const login = (): Promise<ContenderUser> => contender.login(on(faulty, account));
  const begin = async (): Promise<ContenderUser> => {
    const user = await login();
    await sleep(TOKEN_AGE);
    if (!fault.always) pds.add(fault.make(), { probability: fault.probability ?? 0.3 });
    // Without this nobody would notice that they are revoked.
    if (fault.name.startsWith("revoked")) pds.add(faults.expiredTokens());
    pds.clearRequests();
    return user;
  };

  const reader = await begin();
  const numbers = Array.from({ length: CALLS }, (_, number) => number);
  const reads = await inTurns(numbers, AT_ONCE, () => withPatience(PATIENCE, () => reader.read(post.rkey)));
  const wrong = reads.filter(({ how, value }) => how === "ok" && value !== post.text).length;
  const readResult = sum(reads, pds.requests.length, { wrong });

  // Each kind of calls has a session, a client and a retry budget of its own.
  if (!fault.always) pds.clear();
  const writer = await begin();
  const text = (number: number): string => `${fault.name} ${account.handle} ${number}`;
  const writes = await inTurns(numbers, AT_ONCE, (number) => withPatience(PATIENCE, () => writer.write(text(number))));
  const requests = pds.requests.length;
  pds.clear();
  await sleep(100);
  const posts = await listPosts({ network }, account.did);
  const harm = { lost: 0, doubled: 0, "failed, yet there": 0, "not known": 0 };
  for (const [number, { how, error }] of writes.entries()) {
    const count = posts.get(text(number)) ?? 0;
    if (count > 1) harm.doubled++;
    else if (how === "ok" && count === 0) harm.lost++;
    // Of all of them only ours says that it does not know.
    else if (error === "write_outcome_unknown") harm["not known"]++;
    else if (how !== "ok" && count > 0) harm["failed, yet there"]++;
  }
  return { reads: readResult, writes: sum(writes, requests, harm) };
}

function sum(ended: readonly Ended[], requests: number, harm: Record<string, number>): CallsResult {
  const errors: Record<string, number> = {};
  for (const { error } of ended) if (error !== undefined) errors[error] = (errors[error] ?? 0) + 1;
  const succeeded = ended.filter(({ how }) => how === "ok").length - (harm.wrong ?? 0) - (harm.lost ?? 0);
  const longest = Math.max(...ended.map(({ time }) => time));
  return { calls: ended.length, ok: succeeded, requests, longest, errors, harm };
}

/** A session must renew its tokens while the fault strikes: does the next call work, once it has gone? */
async function runSession(fault: FaultCase, setting: CaseSetting): Promise<SessionResult> {
  const { network, account, post, make } = setting;
  await using faulty = await startFaults(network, { seed: fault.name });
  const contender = await make("session");
  if (fault.always) faulty.pds.add(fault.make());
  const user = await contender.login(on(faulty, account));
  await sleep(TOKEN_AGE);
  const expired = fault.name.startsWith("expired");
  faulty.pds.add(expired ? fault.make() : faults.expiredTokens());
  const rule = faulty.pds.add(fault.make(), { nsid: "com.atproto.server.refreshSession" });
  const read = async (): Promise<void> => {
    const text = await user.read(post.rkey);
    if (text !== post.text) throw new TypeError(`wrong: ${text}`);
  };
  const first = await withPatience(PATIENCE, read);
  rule.remove();
  const next = await withPatience(SESSION_PATIENCE, read);
  return { first: first.error ?? "ok", next: next.error ?? "ok", time: next.time };
}

/** Redirects to another origin, at the login and at calls: what goes there that should not? */
async function leak(fault: FaultCase, setting: CaseSetting): Promise<NonNullable<CaseResult["leaked"]>> {
  const { network, account, post, make } = setting;
  await using faulty = await startFaults(network);
  const contender = await make("calls");
  const rule = faulty.pds.add(fault.make());
  await withPatience(PATIENCE, () => contender.login(on(faulty, account)));
  const login = secretBytes(faulty, [account.password]);
  rule.remove();
  faulty.clearRequests();
  const user = await contender.login(on(faulty, account));
  faulty.pds.add(fault.make());
  await withPatience(PATIENCE, () => user.read(post.rkey));
  await withPatience(PATIENCE, () => user.write("redirected"));
  const { length } = faulty.foreign.requests.filter(({ headers }) => /bearer/i.test(headers.authorization ?? ""));
  return { login, calls: length };
}

async function readHuge(fault: FaultCase, setting: CaseSetting): Promise<NonNullable<CaseResult["huge"]>> {
  const { network, account, post, make } = setting;
  await using faulty = await startFaults(network);
  const user = await (await make("calls")).login(on(faulty, account));
  for (let round = 0; round < 5; round++) await user.read(post.rkey);
  faulty.pds.add(fault.make());
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 2);
  const { error, value, time } = await withPatience(60_000, () => user.read(post.rkey));
  clearInterval(timer);
  return { end: error ?? `ok: ${value}`, time, bytes: Math.max(most, process.memoryUsage.rss()) - before };
}

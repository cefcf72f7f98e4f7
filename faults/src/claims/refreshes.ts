import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileStore } from "bluesky/auth/file";
import { getSession } from "bluesky/com/atproto/server";
import { faults, type Network } from "bluesky-devnet";
import type { Claim } from "../Claim.ts";
import { runProgram } from "../runProgram.ts";
import { startStage } from "../Stage.ts";

const refreshes = "com.atproto.server.refreshSession";

/** Fifty calls at once on an access token that has expired refresh it once. */
export async function refreshedOnce(net: Network, calls = 50): Promise<Claim> {
  const problems: string[] = [];
  const found: string[] = [];
  for (const status of [400, 401] as const) {
    await using stage = await startStage(net);
    const client = await stage.connect({ retry: false });
    stage.faulty.pds.add(faults.expiredTokens({ status }));
    const answers = await Promise.allSettled(Array.from({ length: calls }, () => getSession(client)));
    const ok = answers.filter((answer) => answer.status === "fulfilled").length;
    const count = stage.requests(refreshes).length;
    found.push(`${count} refresh for ${calls} calls (${status}), ${ok} succeeded`);
    if (count !== 1 || ok !== calls) problems.push(found.at(-1) ?? "");
  }
  return { claim: "one refresh for many calls on an expired token", found: found.join("; "), problems };
}

/** The same in two processes with one file store. */
export async function refreshedOnceByTwoProcesses(net: Network, calls = 50): Promise<Claim> {
  const folder = await mkdtemp(join(tmpdir(), "bluesky-faults-"));
  await using stage = await startStage(net);
  try {
    const { did } = await stage.login({ store: createFileStore(folder) });
    stage.faulty.pds.add(faults.expiredTokens());
    const input = { folder, did, network: stage.faulty.network, calls };
    const programs = [runProgram("callTogether.ts", input), runProgram("callTogether.ts", input)];
    await Promise.all(programs.map((program) => program.next()));
    for (const { child } of programs) child.send("go");
    const succeeded = await Promise.all(programs.map((program) => program.next<number>()));
    await Promise.all(programs.map((program) => program.end()));
    const count = stage.requests(refreshes).length;
    const found = `${count} refresh for 2 x ${calls} calls, ${succeeded.join(" + ")} succeeded`;
    const holds = count === 1 && succeeded.every((ok) => ok === calls);
    return { claim: "one refresh over two processes with one file store", found, problems: holds ? [] : [found] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An answer that says "expired" after somebody else has refreshed does not refresh again. */
export async function lateAnswersRefreshNothing(net: Network): Promise<Claim> {
  await using stage = await startStage(net);
  const client = await stage.connect({ retry: false });
  const { pds } = stage.faulty;
  const late = pds.add(faults.latency(500, { afterCommit: true }), {
    nsid: "com.atproto.server.getSession",
    times: 3,
  });
  pds.add(faults.expiredTokens({ status: 401 }));
  const slow = Array.from({ length: 3 }, () => getSession(client));
  while (late.hits < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  await getSession(client);
  const before = stage.requests(refreshes).length;
  await Promise.all(slow);
  const more = stage.requests(refreshes).length - before;
  const found = `${more} refreshes for ${slow.length} refusals that came after the refresh`;
  return { claim: "no refresh for a late 401", found, problems: before === 1 && more === 0 ? [] : [found] };
}

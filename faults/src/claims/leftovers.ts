import { faults, type Network } from "bluesky-devnet";
import { badAnswers } from "../badAnswers.ts";
import type { Claim } from "../Claim.ts";
import { runProgram } from "../runProgram.ts";
import { startStage } from "../Stage.ts";

interface Left {
  readonly before: Record<string, number>;
  readonly after: Record<string, number>;
  readonly listeners: number;
  readonly unhandled: number;
  readonly outcomes: Record<string, number>;
}

/** After calls that ended badly, or were given up, nothing is left of them, and their program ends by itself. */
export async function nothingIsLeft(net: Network): Promise<Claim> {
  await using stage = await startStage(net);
  for (const { name, make } of badAnswers) {
    stage.faulty.pds.add(make(), { where: ({ headers }) => headers.get("x-case") === name });
  }
  stage.faulty.pds.add(faults.latency(100), { where: ({ headers }) => headers.get("x-case") === "latency" });
  const names = [...badAnswers.map(({ name }) => name), "latency", "none"];
  const program = runProgram("leaveNothing.ts", { account: stage.account, names });
  const { before, after, listeners, unhandled, outcomes } = await program.next<Left>();
  const told = performance.now();
  const code = await program.end();
  const time = performance.now() - told;
  const more = Object.keys(after).filter((kind) => (after[kind] ?? 0) > (before[kind] ?? 0));
  const problems = more.map((kind) => `${after[kind]} ${kind}, before ${before[kind] ?? 0}`);
  if (listeners > 0) problems.push(`${listeners} listeners at the caller's signal`);
  if (unhandled > 0) problems.push(`${unhandled} unhandled rejections`);
  if (code !== 0 || time > 1_000) problems.push(`the program ended with ${code} after ${Math.round(time)} ms`);
  const { fulfilled = 0, rejected = 0 } = outcomes;
  if (rejected < names.length || fulfilled === 0) problems.push(`${fulfilled} fulfilled, ${rejected} rejected`);
  const found = `${fulfilled + rejected} calls: ${more.length} more resources, ${listeners} listeners, ${unhandled} unhandled rejections; the program ended after ${Math.round(time)} ms`;
  return { claim: "nothing is left of calls that failed or were given up", found, problems };
}

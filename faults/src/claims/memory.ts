import { type Fault, faults, type Network } from "bluesky-devnet";
import type { Claim } from "../Claim.ts";
import { inTurns } from "../inTurns.ts";
import { runProgram } from "../runProgram.ts";
import { startStage } from "../Stage.ts";

const BOUND = 32 * 2 ** 20;
const SIZE = 400 * 2 ** 20;

interface Measured {
  readonly code: string;
  readonly time: number;
  readonly rss: number;
  readonly external: number;
}

const told = (): Fault => faults.hugeBody(SIZE);
const chunked =
  (status = 200) =>
  (): Fault =>
    faults.hugeBody(SIZE, { chunked: true, status });

const cases: readonly [operation: string, how: string, make: () => Fault][] = [
  ["query", "with content-length", told],
  ["query", "chunked", chunked()],
  ["query", "chunked, as a 401", chunked(401)],
  ["query", "chunked, as a 500", chunked(500)],
  ["refresh", "chunked", chunked()],
  ["login", "chunked", chunked()],
  ["DID document", "chunked", chunked()],
];

/** An answer of 400 MB does not fill the memory: a process of its own grows by less than 32 MB. */
export async function hugeAnswersAreGivenUp(net: Network): Promise<Claim> {
  const problems: string[] = [];
  const found = await inTurns(cases, 2, async ([operation, how, make]) => {
    await using stage = await startStage(net);
    const program = runProgram("measureMemory.ts", { account: stage.account, operation }, ["--expose-gc"]);
    await program.next(); // ready
    await program.next(); // warm
    const server = operation === "DID document" ? stage.faulty.plc : stage.faulty.pds;
    const rule = server.add(make());
    program.child.send("go");
    const { code, time, rss, external } = await program.next<Measured>();
    await program.end();
    const growth = `${(rss / 2 ** 20).toFixed(1)} MB (held: ${(external / 2 ** 20).toFixed(1)}), ${code} after ${time.toFixed()} ms`;
    const wrong = code !== "invalid_response" && !(operation === "DID document" && code === "resolution_failed");
    if (rss > BOUND || external > BOUND || wrong || rule.hits === 0) problems.push(`${operation} ${how}: ${growth}`);
    return `${operation} ${how}: ${growth}`;
  });
  return { claim: "an answer of 400 MB costs less than 32 MB", found: found.join("; "), problems };
}

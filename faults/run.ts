/**
 * Prints what network faults do to `bluesky` and to its peers, and whether what is claimed of `bluesky` holds; the exit code
 * is 1 where it does not. The peers are installed into faults/node_modules on first use.
 *
 * npm run faults             everything
 * npm run faults -- claims   without the table and the peers; `table`: without the claims; `streams`: the table of streams alone
 */
import { startNetwork } from "bluesky-devnet";
import type { Claim } from "./src/Claim.ts";
import { badAnswersAreTyped } from "./src/claims/badAnswers.ts";
import { retriesOfReadsAreFew, retriesOfWritesAreFew } from "./src/claims/budget.ts";
import { secretsAreNeverShown } from "./src/claims/canaries.ts";
import { secretsStayAtTheirOrigin } from "./src/claims/foreignOrigin.ts";
import { nothingIsLeft } from "./src/claims/leftovers.ts";
import { hugeAnswersAreGivenUp } from "./src/claims/memory.ts";
import { writesHaveThreeOutcomes } from "./src/claims/outcomes.ts";
import { lateAnswersRefreshNothing, refreshedOnce, refreshedOnceByTwoProcesses } from "./src/claims/refreshes.ts";
import { lookupsKeepTheDeadline, unknownOutcomesNameTheirRecords, writesAreDoneOnce } from "./src/claims/writes.ts";
import { contenders } from "./src/contenders/contenders.ts";
import { installPeers } from "./src/installPeers.ts";
import { checkKinds, formatKinds, runKinds } from "./src/kinds/runKinds.ts";
import { runTests } from "./src/runTests.ts";
import { readers } from "./src/streams/readers/readers.ts";
import { checkStreams, formatStreams, runStreams } from "./src/streams/runStreams.ts";
import { checkTable } from "./src/table/checkTable.ts";
import { formatTable } from "./src/table/formatTable.ts";
import { runTable } from "./src/table/runTable.ts";

const [only] = process.argv.slice(2);
const started = performance.now();
const seed = Number(process.env.SEED ?? 5);
// The tests that it runs do all that they can.
process.env.SOAK ??= "1";

await using net = await startNetwork({ appView: false });
let held = true;
if (only === "streams") {
  await installPeers();
  await showStreams();
} else if (only !== "claims") {
  await installPeers();
  await showTable();
}
if (only !== "table" && only !== "streams") await showClaims();
console.log(
  `\n${held ? "All of it holds" : "NOT ALL OF IT HOLDS"} (${((performance.now() - started) / 1000).toFixed()} s)`,
);
process.exitCode = held ? 0 : 1;

async function showTable(): Promise<void> {
  console.log("Faults on the way to the PDS, for each client: this takes some two minutes");
  let done = 0;
  const progress = (name: string, row: string): void => progressLine(`${++done} rows: ${name}, ${row}`);
  const { results, unhandled } = await runTable(net, Object.keys(contenders), progress);
  progressLine("");
  console.log(`${formatTable(results).join("\n")}\n`);
  showUnhandled(unhandled);
  await showClaim(Promise.resolve(checkTable(results, "bluesky")));

  console.log("\nWhat is no fault of the network alone\n");
  const others = await runKinds(net, Object.keys(contenders));
  console.log(`${formatKinds(others.kinds).join("\n")}\n`);
  showUnhandled(others.unhandled);
  await showClaim(Promise.resolve(checkKinds(others.kinds, "bluesky")));
  await showStreams();
}

async function showStreams(): Promise<void> {
  console.log("\nFaults of streams, for each client: this takes some three minutes\n");
  let done = 0;
  const results = await runStreams(Object.keys(readers), {
    progress: (name) => progressLine(`${++done} rows: ${name}`),
  });
  progressLine("");
  console.log(`${formatStreams(results).join("\n")}\n`);
  await showClaim(Promise.resolve(checkStreams(results, "bluesky")));
}

function showUnhandled(unhandled: ReadonlyMap<string, readonly string[]>): void {
  for (const [name, reasons] of unhandled) {
    const kinds = [...new Set(reasons)].join("; ");
    console.log(`Unhandled rejections, ${name}: ${reasons.length}${kinds ? ` (${kinds})` : ""}`);
  }
  if ((unhandled.get("bluesky")?.length ?? 1) > 0) held = false;
}

async function showClaims(): Promise<void> {
  console.log("\nWhat must hold of bluesky\n");
  const inOrder: (() => Promise<Claim>)[] = [
    () => refreshedOnce(net),
    () => refreshedOnceByTwoProcesses(net),
    () => lateAnswersRefreshNothing(net),
    () => badAnswersAreTyped(net),
    () => secretsStayAtTheirOrigin(net),
    () => secretsAreNeverShown(net),
    () => nothingIsLeft(net),
    () => hugeAnswersAreGivenUp(net),
    () => unknownOutcomesNameTheirRecords(net),
    () => lookupsKeepTheDeadline(net),
    () => runTests("calls and sessions stay within their byte bounds", ["test/budgets/bundles.test.ts"]),
    () => runTests("sessions survive failed refreshes and stores", ["test/sessions/survival.e2e.test.ts"]),
  ];
  for (const check of inOrder) await showClaim(check());
  // These take a minute or more each, and little of it is work.
  const outage = { calls: 1200, rate: 20 };
  const together = [
    retriesOfReadsAreFew(net, outage),
    retriesOfWritesAreFew(net, outage),
    writesAreDoneOnce(net, { count: 1000, seed }),
    writesAreDoneOnce(net, { count: 200, seed, lookupFaults: 0.6 }),
    writesHaveThreeOutcomes(net, { count: 1000, seed }),
    runTests("posts and threads are once and whole, or not at all", ["test/faults/posts.e2e.test.ts"]),
    runTests("sessions survive kill -9", ["test/sessions/kills.e2e.test.ts"]),
  ];
  await Promise.all(together.map(showClaim));
}

async function showClaim(checked: Promise<Claim>): Promise<void> {
  const began = performance.now();
  const { claim, found, problems } = await checked;
  const time = `${((performance.now() - began) / 1000).toFixed()} s`;
  console.log(`${problems.length === 0 ? "✔" : "✖"} ${claim} (${time})\n    ${found.replaceAll("; ", "\n    ")}`);
  for (const problem of problems) console.log(`    ✖ ${problem}`);
  if (problems.length > 0) held = false;
}

/** One line that is written over, in a terminal. */
function progressLine(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`);
}

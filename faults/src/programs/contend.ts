import { contenders } from "../contenders/contenders.ts";
import { inTurns } from "../inTurns.ts";
import type { CaseResult } from "../table/CaseResult.ts";
import { faultCases } from "../table/faultCases.ts";
import { type CaseSetting, runCase } from "../table/runCase.ts";

/** What this program sends: a row after it is done, and at the end what nobody has caught. */
export type Sent = { readonly row: string; readonly result: CaseResult } | { readonly unhandled: readonly string[] };

/** Runs rows of the table for one contender. */
const { name, rows, ...setting }: Omit<CaseSetting, "make"> & { name: string; rows: readonly string[] } = JSON.parse(
  process.argv[2] ?? "",
);
const make = contenders[name];
if (!make) throw new Error(`There is no contender "${name}".`);
const send = (message: Sent): void => void process.send?.(message);
const unhandled: string[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(String(reason).slice(0, 80)));
process.on("uncaughtException", (error) => unhandled.push(String(error).slice(0, 80)));

const chosen = faultCases.filter((fault) => rows.includes(fault.name));
await inTurns(chosen, 4, async (fault) => {
  send({ row: fault.name, result: await runCase(fault, { ...setting, make }) });
});
send({ unhandled });
// What a contender has left behind does not keep it.
process.disconnect();
setTimeout(() => process.exit(), 200);

import { contenders } from "../contenders/contenders.ts";
import type { KindResult, KindSetting } from "../kinds/KindCase.ts";
import { kindCases } from "../kinds/kindCases.ts";

/** What this program sends: a row after it is done, and at the end what nobody has caught. */
export type SentKind =
  | { readonly row: string; readonly result: KindResult }
  | { readonly unhandled: readonly string[] };

/** Runs all rows of the second table for one contender, one after the other: some of them take the platform's `fetch` away. */
const { name, ...setting }: Omit<KindSetting, "make"> & { name: string } = JSON.parse(process.argv[2] ?? "");
const make = contenders[name];
if (!make) throw new Error(`There is no contender "${name}".`);
const send = (message: SentKind): void => void process.send?.(message);
const unhandled: string[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(String(reason).slice(0, 80)));
process.on("uncaughtException", (error) => unhandled.push(String(error).slice(0, 80)));
for (const { name: row, run } of kindCases) {
  const result = await run({ ...setting, make }).catch((error: unknown) => ({
    found: `${error}`,
    harm: "the case itself failed",
  }));
  send({ row, result });
}
send({ unhandled });
process.disconnect();
setTimeout(() => process.exit(), 200);

import { Post } from "bluesky/app/bsky/feed";
import { login } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { create } from "bluesky/records";
import type { Network } from "bluesky-devnet";
import { inTurns } from "../inTurns.ts";
import type { Sent } from "../programs/contend.ts";
import { runProgram } from "../runProgram.ts";
import type { CaseResult } from "./CaseResult.ts";
import { faultCases } from "./faultCases.ts";
import type { Results } from "./formatTable.ts";

export interface TableResult {
  readonly results: Results;
  /** What nobody has caught, by contender. */
  readonly unhandled: ReadonlyMap<string, readonly string[]>;
}

/** Runs all rows for all contenders, each contender in a process of its own. */
export async function runTable(
  net: Network,
  names: readonly string[],
  onRow: (name: string, row: string) => void,
): Promise<TableResult> {
  const results = new Map(faultCases.map(({ name }) => [name, new Map<string, CaseResult>()]));
  const unhandled = new Map<string, string[]>(names.map((name) => [name, []]));
  const { network } = net;

  async function begin(name: string) {
    const account = await net.createAccount();
    const text = `the post of ${name}`;
    const client = createClient({ session: await login(account), network });
    const { rkey } = await create(client, Post, { text });
    return { name, network, account, post: { rkey, text } };
  }

  async function run(name: string, input: object, flags: readonly string[] = []): Promise<void> {
    const program = runProgram("contend.ts", input, flags);
    for (;;) {
      const sent = await program.next<Sent>();
      if ("unhandled" in sent) {
        unhandled.get(name)?.push(...sent.unhandled);
        break;
      }
      results.get(sent.row)?.set(name, sent.result);
      onRow(name, sent.row);
    }
    await program.end();
  }

  const settings = await Promise.all(names.map(begin));
  const rows = faultCases.filter(({ huge }) => !huge).map(({ name }) => name);
  await Promise.all(settings.map((setting) => run(setting.name, { ...setting, rows })));
  // Memory is measured in processes of their own, one after the other.
  for (const { name } of faultCases.filter(({ huge }) => huge)) {
    await inTurns(settings, 1, (setting) => run(setting.name, { ...setting, rows: [name] }, ["--expose-gc"]));
  }
  // In the order of the names, not of who was first.
  const ordered = [...results].map(
    ([row, found]) => [row, new Map(names.flatMap((name) => toEntry(name, found.get(name))))] as const,
  );
  return { results: new Map(ordered), unhandled };
}

function toEntry(name: string, result: CaseResult | undefined): [string, CaseResult][] {
  return result ? [[name, result]] : [];
}

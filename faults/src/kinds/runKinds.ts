import { Post } from "bluesky/app/bsky/feed";
import { login } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { create } from "bluesky/records";
import type { Network } from "bluesky-devnet";
import type { Claim } from "../Claim.ts";
import type { SentKind } from "../programs/contendKinds.ts";
import { runProgram } from "../runProgram.ts";
import type { KindResult } from "./KindCase.ts";
import { kindCases } from "./kindCases.ts";

/** Rows by case, and in each by contender. */
export type Kinds = ReadonlyMap<string, ReadonlyMap<string, KindResult>>;

export interface KindsResult {
  readonly kinds: Kinds;
  /** What nobody has caught, by contender. */
  readonly unhandled: ReadonlyMap<string, readonly string[]>;
}

/** Runs the rows of the second table for all contenders, each contender in a process of its own. */
export async function runKinds(net: Network, names: readonly string[]): Promise<KindsResult> {
  const found = await Promise.all(names.map((name) => runFor(net, name)));
  const kinds = kindCases.map(
    ({ name: row }) =>
      [
        row,
        new Map(
          names.map(
            (name, i) => [name, found[i]?.results.get(row) ?? { found: "no result", harm: "no result" }] as const,
          ),
        ),
      ] as const,
  );
  return { kinds: new Map(kinds), unhandled: new Map(names.map((name, i) => [name, found[i]?.unhandled ?? []])) };
}

async function runFor(
  net: Network,
  name: string,
): Promise<{ readonly results: ReadonlyMap<string, KindResult>; readonly unhandled: readonly string[] }> {
  const { network } = net;
  const account = await net.createAccount();
  const text = `the post of ${name}`;
  const client = createClient({ session: await login(account), network });
  const { rkey } = await create(client, Post, { text });
  const program = runProgram("contendKinds.ts", { name, network, account, post: { rkey, text } });
  const results = new Map<string, KindResult>();
  for (;;) {
    const sent = await program.next<SentKind>();
    if ("unhandled" in sent) {
      await program.end();
      return { results, unhandled: sent.unhandled };
    }
    results.set(sent.row, sent.result);
  }
}

/** The table as lines of text: a block for each case, a line for each client. */
export function formatKinds(kinds: Kinds): string[] {
  const rows = [...kinds].flatMap(([row, byClient]) =>
    [...byClient].map(([client, { found, harm = "-" }], i) => [i === 0 ? row : "", client, harm, found]),
  );
  const head = ["case", "client", "harm", "what became of it"];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[], fill = " "): string =>
    cells
      .map((cell, i) => (i === head.length - 1 ? cell : cell.padEnd(widths[i] ?? 0, fill)))
      .join("  ")
      .trimEnd();
  return [line(head), line(["", "", "", "─".repeat(17)], "─"), ...rows.map((row) => line(row))];
}

/** What the table must show of a client: no harm. */
export function checkKinds(kinds: Kinds, client: string): Claim {
  const problems = [...kinds].flatMap(([row, byClient]) => {
    const { found, harm } = byClient.get(client) ?? { found: "no result", harm: "no result" };
    return harm === undefined ? [] : [`${row}: ${harm}: ${found}`];
  });
  const claim = `nothing is doubled, changed, followed, shown or left hanging by ${client}`;
  return { claim, found: `${kinds.size} cases`, problems };
}

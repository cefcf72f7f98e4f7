import type { CallsResult, CaseResult } from "./CaseResult.ts";

/** Rows by fault, and in each by contender. */
export type Results = ReadonlyMap<string, ReadonlyMap<string, CaseResult>>;

const head = ["fault", "client", "reads", "writes", "harm", "session", "else ends with"];

/** The table as lines of text: a block for each fault, a line for each client. */
export function formatTable(results: Results): string[] {
  const rows: string[][] = [];
  for (const [fault, byClient] of results) {
    let first = fault;
    for (const [client, result] of byClient) {
      rows.push([first, client, ...cells(result)]);
      first = "";
    }
  }
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === head.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [
    line(head),
    line(widths.map((width, column) => "─".repeat(column === head.length - 1 ? 14 : width))),
    ...rows.map(line),
  ];
}

function cells({ reads, writes, session, leaked, huge }: CaseResult): string[] {
  if (huge) return [`${seconds(huge.time)}`, "", `${Math.round(huge.bytes / 2 ** 20)} MB of memory`, "", huge.end];
  const harms = Object.entries({ ...reads?.harm, ...writes?.harm }).filter(([, count]) => count > 0);
  const harm = harms.map(([what, count]) => `${count} ${what}`);
  if (leaked && leaked.login > 0) harm.push("password given away");
  if (leaked && leaked.calls > 0) harm.push("token given away");
  const errors = new Map<string, number>();
  for (const result of [reads, writes]) {
    for (const [error, count] of Object.entries(result?.errors ?? {}))
      errors.set(error, (errors.get(error) ?? 0) + count);
  }
  return [
    calls(reads),
    calls(writes),
    harm.join(", ") || "-",
    session ? describeSession(session) : "",
    [...errors].map(([error, count]) => `${count} x ${error}`).join(", "),
  ];
}

function calls(result: CallsResult | undefined): string {
  if (!result) return "";
  const { ok, calls: count, requests, longest } = result;
  return `${String(ok).padStart(2)}/${count} ${String(requests).padStart(3)} ${seconds(longest)}`;
}

function describeSession({ first, next, time }: NonNullable<CaseResult["session"]>): string {
  if (next === "ok") return first === "ok" ? "unharmed" : `survives, ${seconds(time).trim()}`;
  return next.startsWith("no end") ? "hangs" : "over";
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`.padStart(6);
}

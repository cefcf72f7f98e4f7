import type { Claim } from "../Claim.ts";
import { inTurns } from "../inTurns.ts";
import { type Program, runProgram } from "../runProgram.ts";
import { readers } from "./readers/readers.ts";
import { runStreamCase } from "./runStreamCase.ts";
import type { StreamResult } from "./StreamResult.ts";
import { type StreamCase, streamCases } from "./streamCases.ts";

/** A process that has grown by no more than this is good for another case. */
const LITTLE = 24 * 2 ** 20;

/** What came of each case, by reader. */
export type StreamResults = ReadonlyMap<StreamCase, ReadonlyMap<string, StreamResult>>;

/**
 * Runs cases for readers, two at once.
 *
 * @param cases @default all
 * @param fresh whether each case has a process of its own, so that what one has made large is not another one's. Otherwise a process
 * is left when it has grown. @default true
 */
export async function runStreams(
  names: readonly string[],
  {
    cases = streamCases,
    fresh = true,
    progress,
  }: { cases?: readonly StreamCase[]; fresh?: boolean; progress?: (name: string) => void } = {},
): Promise<StreamResults> {
  const results = new Map<StreamCase, Map<string, StreamResult>>(cases.map((job) => [job, new Map()]));
  const jobs = names.flatMap((name) =>
    cases.filter(({ source }) => readers[name]?.sources.includes(source)).map((job) => ({ name, job })),
  );
  /** Processes that nobody is using, by reader. */
  const idle = new Map<string, Program[]>(names.map((name) => [name, []]));
  const leave = async (program: Program): Promise<void> => {
    program.child.kill("SIGKILL");
    await program.end();
  };
  await inTurns(jobs, 2, async ({ name, job }) => {
    const program = idle.get(name)?.pop() ?? (await startReader(name));
    const result = await runStreamCase(job, program);
    results.get(job)?.set(name, result);
    progress?.(`${job.name}, ${job.source}: ${name}`);
    if (fresh || result.grown > LITTLE) await leave(program);
    else idle.get(name)?.push(program);
  });
  for (const programs of idle.values()) for (const program of programs) await leave(program);
  return results;
}

async function startReader(name: string): Promise<Program> {
  const program = runProgram("readStreams.ts", { reader: name }, ["--expose-gc"]);
  await program.next(); // ready
  return program;
}

/** What must hold of a reader: nothing is lost but what the fault takes away, nothing is doubled, and it says what it must. */
export function checkStreams(results: StreamResults, name: string): Claim {
  const problems = [...results].flatMap(([job, byReader]) => {
    const result = byReader.get(name);
    return result ? checkResult(job, result).map((problem) => `${job.name} (${job.source}): ${problem}`) : [];
  });
  const claim = "streams lose nothing but what a fault takes away, and double nothing";
  return { claim, found: `${results.size} cases`, problems };
}

function checkResult(job: StreamCase, { lost, taken, doubled, end, isWhole, told, grown }: StreamResult): string[] {
  const problems: string[] = [];
  const ends = job.ends ?? "";
  if (end !== ends) problems.push(`it ended with "${end}" instead of "${ends}"`);
  if (doubled > 0 && job.source !== "tap") problems.push(`${doubled} doubled`);
  if (job.says !== undefined && !told.includes(job.says)) problems.push(`it did not say ${job.says}, but ${told}`);
  if (grown > (job.mayGrow ?? 48 * 2 ** 20)) problems.push(`it grew by ${Math.round(grown / 2 ** 20)} MB`);
  if (ends !== "") return problems;
  if (lost > taken) problems.push(`${lost} lost, and ${taken} taken away`);
  if (!isWhole) problems.push("it did not come to the end");
  return problems;
}

/** The table, as lines of text. */
export function formatStreams(results: StreamResults): string[] {
  const rows = [["fault", "stream", "client", "lost", "doubled", "memory", "ends with", "says"]];
  let before = "";
  for (const [{ name, source }, byReader] of results) {
    for (const [reader, { lost, doubled, end, isWhole, told, grown }] of byReader) {
      const label = `${name}\n${source}`;
      const [first, second] = label === before ? ["", ""] : [name, source];
      before = label;
      const ending = end || (isWhole ? "-" : "stuck");
      const memory = `+${Math.round(grown / 2 ** 20)} MB`;
      rows.push([first, second, reader, String(lost || "-"), String(doubled || "-"), memory, ending, told.join("; ")]);
    }
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : (widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const [head = [], ...rest] = rows;
  return [line(head), line(widths.map((width, column) => "─".repeat(column === 7 ? 8 : width))), ...rest.map(line)];
}

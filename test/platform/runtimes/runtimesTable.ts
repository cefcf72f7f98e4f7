import { putSection } from "../putSection.ts";
import type { Runner } from "../Runner.ts";
import type { Run } from "./runAll.ts";

/** What the cases of a part show, in the order of the page. */
const AREAS: Readonly<Record<string, string>> = {
  calls: "calls, errors, retries, time limits, pages",
  bytes: "uploads, downloads, streams of bytes",
  schema: "validation",
  sessions: "sessions, and where they are kept",
  records: "records",
  plans: "plans of many writes",
  identity: "handles and DIDs, logs of the directory",
  migration: "moves of accounts",
  repo: "repositories, read, verified, written, compared",
  richtext: "rich text",
  posts: "posts",
  moderation: "moderation",
  media: "images, videos, link cards, downloads",
  reading: "feeds, threads, searches",
  notifications: "notifications",
  preferences: "preferences",
  people: "people, lists, profiles, reports",
  stream: "streams",
  class: "class `Bluesky`",
  telemetry: "telemetry",
  data: "JSON, CBOR, CIDs",
  crypto: "keys, signatures, service tokens, labels",
  syntax: "identifiers, times, texts",
  files: "sessions, plans and cursors in files",
  cards: "pages of link cards, read with care",
};

/** A page with the table of what became of the cases. */
export function putRuntimes(page: string, runs: readonly Run[]): string {
  return putSection(page, "runtimes: made by test/platform/updateRuntimes.ts", toTables(runs));
}

function toTables(runs: readonly Run[]): string {
  const names = runs.map(({ runner }) => runner.name);
  const parts = [...new Set(runs.flatMap(({ results }) => listOf(results).map(({ part }) => part)))];
  const unknown = parts.filter((part) => !(part in AREAS));
  if (unknown.length > 0) throw new Error(`say what the cases of ${unknown.join(", ")} show`);
  const rows = Object.entries(AREAS).map(([part, area]) => [area, ...runs.map((run) => cell(run, part))]);
  return [
    toTable(
      ["runtime", "how the package comes there"],
      runs.map(({ runner }) => [runner.name, runner.loads]),
    ),
    "Cases that pass, of those that are run:",
    toTable(["", ...names], rows),
    ...runs.filter(({ runner }) => runner.lacks).map(explain),
  ].join("\n\n");
}

/** How many passed, and of how many where it is not all. */
function cell({ results }: Run, wanted: string): string {
  const run = listOf(results).filter(({ part, name }) => part === wanted && name !== "import");
  const passed = run.filter(({ error }) => error === undefined);
  if (run.length === 0) return "not run";
  return passed.length === run.length ? `${run.length}` : `${passed.length} of ${run.length}`;
}

/** Why not all of them are run, or pass. */
function explain({ runner, results }: Run): string {
  const failed = listOf(results).filter(({ error }) => error !== undefined);
  const lacks = (runner.lacks ?? []).map((name) => `\`${name}\``).join(", ");
  return `${runner.name} has no ${lacks}. What fails there for that: ${failed.map(({ part, name }) => `"${name}" (${part})`).join(", ")}.`;
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function listOf(results: Run["results"]): Exclude<Run["results"], Error> {
  if (results instanceof Error) throw results;
  return results;
}

/** What is not run on this machine, in a line. */
export function describeMissing(runners: readonly Runner[], machine: string): string | undefined {
  const missing = runners.filter(({ onlyOn = machine }) => onlyOn !== machine);
  if (missing.length === 0) return undefined;
  return `Not run on ${machine}: ${missing.map(({ name, onlyOn }) => `${name} (only on ${onlyOn})`).join(", ")}.`;
}

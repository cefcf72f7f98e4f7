/** Prints tables of what the SDK costs beside its peers. The peers are installed into bench/node_modules on first use. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const folder = import.meta.dirname;
const rounds = process.argv[2] ?? "60";

type Times = Record<string, Record<string, number>>;

await installPeers();
const fast = await measure([]);
const safe = await measure(["--disallow-code-generation-from-strings"]);
printTimes("Validators: ms for a freshly parsed value, and times JSON.parse of the same", fast);
printTimes("The same with --disallow-code-generation-from-strings (Workers, strict CSP)", safe);
printBounds();
for (const program of ["calls.ts", "imports.ts", "bundles.ts"]) await show(program);

/** Installs the peers unless bench/package.json was installed already. */
async function installPeers(): Promise<void> {
  const wanted = readFileSync(join(folder, "package.json"), "utf8");
  const stamp = join(folder, "node_modules/.installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the libraries to compare with into bench/node_modules (once)...");
  const args = ["install", "--ignore-scripts", "--no-package-lock", "--no-workspaces", "--loglevel=error"];
  await execute("npm", args, { cwd: folder, shell: process.platform === "win32" });
  writeFileSync(stamp, wanted);
}

async function measure(flags: readonly string[]): Promise<Times> {
  const conditions = process.execArgv.filter((argument) => argument.startsWith("--conditions="));
  const args = [
    ...flags,
    ...conditions,
    "--disable-warning=ExperimentalWarning",
    join(folder, "validators.ts"),
    rounds,
  ];
  const { stdout } = await execute(process.execPath, args, { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout); // Its last and only line is what validators.ts prints.
}

/** Runs a program of this folder that prints its figures itself. */
async function show(program: string): Promise<void> {
  const args = [...process.execArgv, join(folder, program)];
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`bench/${program} ended with ${code}.`);
}

function printTimes(title: string, times: Times): void {
  console.log(`\n${title}\n`);
  const names = [...new Set(Object.values(times).flatMap((row) => Object.keys(row)))];
  const rows = Object.entries(times).map(([fixture, row]) => {
    const parse = row["JSON.parse"] ?? Number.NaN;
    const cells = names.map((name) => {
      const time = row[name];
      if (time === undefined) return "";
      return name === "JSON.parse" ? milliseconds(time) : `${milliseconds(time)} (${(time / parse).toFixed(2)}x)`;
    });
    return [`${fixture} (${sizeOf(fixture)})`, ...cells];
  });
  printTable(["", ...names], rows);
}

/** The figures that this project has set itself, on the timeline. */
function printBounds(): void {
  const ratio = (times: Times, fixture: string, name: string, to: string): number =>
    (times[fixture]?.[name] ?? Number.NaN) / (times[fixture]?.[to] ?? Number.NaN);
  const [atcute, issues] = ["@atcute/lexicons", "timeline, 3 issues"];
  const bounds: [what: string, measured: number, bound: number][] = [
    ["strict / @atcute/lexicons", ratio(fast, "timeline", "strict", atcute), 0.5],
    ["strict / @atcute/lexicons, without code generation", ratio(safe, "timeline", "strict", atcute), 0.3],
    ["strict / JSON.parse", ratio(fast, "timeline", "strict", "JSON.parse"), 0.3],
    ["shape / JSON.parse", ratio(fast, "timeline", "shape", "JSON.parse"), 0.1],
    ["strict, three issues / @atcute/lexicons", ratio(fast, issues, "strict", atcute), 1],
  ];
  console.log("\nBounds, on the timeline\n");
  const rows = bounds.map(([what, measured, bound]) => [
    what,
    measured.toFixed(3),
    bound.toFixed(2),
    measured <= bound ? "ok" : "ABOVE",
  ]);
  printTable(["", "measured", "bound", ""], rows);
}

function milliseconds(microseconds: number): string {
  return (microseconds / 1000).toFixed(3);
}

function sizeOf(fixture: string): string {
  const [name = ""] = fixture.split(",");
  return `${Math.round(statSync(join(folder, `fixtures/${name}.json`)).size / 1000)} kB`;
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((text, column) => Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  for (const row of [head, ...rows]) console.log(line(row).trimEnd());
}

/**
 * Prints tables of what the SDK costs beside its peers. The peers are installed into bench/node_modules on first use. With
 * `--json FILE` it also writes the figures, each measured by several processes: `site/figures/figures.json` is made so. `--only NAME` runs
 * one program of this folder, such as `bundles`, and puts its figures in the place of those in the file.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem, type } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Figure, type FigureRow, type Figures, type FigureTable, type Measured, measured } from "./FigureTable.ts";
import { FILE_VARIABLE, readReports, report } from "./report.ts";

const execute = promisify(execFile);
const folder = import.meta.dirname;
const { values: flags, positionals } = parseArgs({
  options: { json: { type: "string" }, only: { type: "string" } },
  allowPositionals: true,
});
const rounds = positionals[0] ?? "60";

/** Medians in microseconds of one process, by fixture and by what was measured. */
type Times = Record<string, Record<string, number>>;

/** As many processes as tell the worst from an accident. */
const PROCESSES = 10;
/** What prints its figures itself. */
const PROGRAMS = [
  "calls.ts",
  "richtext.ts",
  "imports.ts",
  "moderation.ts",
  "crypto.ts",
  "repo.ts",
  "streamVerify.ts",
  "stream.ts",
  "slowConsumer.ts",
  "bundles.ts",
];

const NO_CODE = "--disallow-code-generation-from-strings";

/** Of what is written: as many processes as show how much figures vary. */
const REPEATS = flags.json === undefined ? 1 : 3;

const COLD = "Validators, cold: ms for a freshly parsed value that nobody has looked at, and times JSON.parse";
const loadBefore = loadavg()[1] ?? 0;
const temporary = mkdtempSync(join(tmpdir(), "bluesky-bench-"));
if (flags.json !== undefined) process.env[FILE_VARIABLE] = join(temporary, "figures");
try {
  await installPeers();
  if (flags.only === undefined) await showValidators();
  const chosen = PROGRAMS.filter((program) => flags.only === undefined || program === `${flags.only}.ts`);
  if (chosen.length === 0)
    throw new Error(`--only takes ${PROGRAMS.join(", ").replaceAll(".ts", "")}, got ${flags.only}.`);
  for (const program of chosen) {
    // Bundles are the same each time.
    for (let count = 0; count < (program === "bundles.ts" ? 1 : REPEATS); count++) await show(program);
  }
  if (flags.json !== undefined) {
    const tables = readReports(join(temporary, "figures"));
    if (flags.only !== undefined) replaceTables(resolve(flags.json), tables);
    else writeFigures(resolve(flags.json), tables);
  }
} finally {
  rmSync(temporary, { recursive: true });
}

/** Validators, with and without generated code, and the bounds of both. */
async function showValidators(): Promise<void> {
  for (let count = 0; count < REPEATS; count++) {
    const times = await measure("all");
    printTimes(COLD, times);
    report(toTable("validators", "How long validation takes", "", times));
    const safe = await measure("all", [NO_CODE]);
    printTimes(`The same with ${NO_CODE} (Workers, strict CSP)`, safe);
    report(
      toTable(
        "validators-without-code",
        "The same where code may not be generated",
        " As in Workers, and on pages with a strict policy.",
        safe,
      ),
    );
  }
  await printBounds();
}

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

/** Runs validators.ts in a process of its own, with all peers or with what the bounds are about. */
async function measure(peers: "all" | "few", flags: readonly string[] = []): Promise<Times> {
  const conditions = process.execArgv.filter((argument) => argument.startsWith("--conditions="));
  const program = ["--disable-warning=ExperimentalWarning", join(folder, "validators.ts"), rounds, peers];
  const { stdout } = await execute(process.execPath, [...flags, ...conditions, ...program], { maxBuffer: 2 ** 24 });
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
  const all = Object.values(times).flatMap((row) => Object.keys(row));
  const names = [...new Set(all)].filter((name) => !name.endsWith("walked"));
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

/**
 * What this project has set itself, of the worst process. The two ways of starting Node alternate, as the machine may be
 * busier at one time than at another.
 */
async function printBounds(): Promise<void> {
  const fast: Times[] = [];
  const safe: Times[] = [];
  for (let count = 0; count < PROCESSES; count++) {
    fast.push(await measure("few"));
    safe.push(await measure("few", [NO_CODE]));
  }
  const atcute = "@atcute/lexicons";
  const bounds: [what: string, of: Times[], fixture: string, name: string, to: string, bound?: number][] = [
    [`strict / ${atcute}, cold`, fast, "timeline", "strict", atcute, 0.48],
    [`strict / ${atcute}, cold, without code generation`, safe, "timeline", "strict", atcute, 0.27],
    ["strict / JSON.parse, walked", fast, "timeline", "strict, walked", "JSON.parse, walked", 0.24],
    ["shape / JSON.parse, walked", fast, "timeline", "shape, walked", "JSON.parse, walked", 0.065],
    ["strict / JSON.parse, cold", fast, "timeline", "strict", "JSON.parse"],
    ["shape / JSON.parse, cold", fast, "timeline", "shape", "JSON.parse"],
    [`strict / ${atcute}, walked`, fast, "timeline", "strict, walked", `${atcute}, walked`],
    [`strict / ${atcute}, three issues`, fast, "timeline, 3 issues", "strict", atcute, 1],
    [`strict / ${atcute}, notifications, cold`, fast, "notifications", "strict", atcute],
    ["strict / JSON.parse, notifications, cold", fast, "notifications", "strict", "JSON.parse"],
  ];
  console.log(`\nOf ${PROCESSES} processes each, on the timeline unless it says otherwise\n`);
  const rows = bounds.map(([what, processes, fixture, name, to, bound]) => {
    const ratios = processes.map(
      (times) => (times[fixture]?.[name] ?? Number.NaN) / (times[fixture]?.[to] ?? Number.NaN),
    );
    ratios.sort((a, b) => a - b);
    const [best = 0, median = 0, worst = 0] = [ratios[0], ratios[PROCESSES >> 1], ratios.at(-1)];
    const held = bound === undefined ? "" : worst <= bound ? "ok" : "ABOVE";
    return [what, best.toFixed(3), median.toFixed(3), worst.toFixed(3), String(bound ?? ""), held];
  });
  printTable(["", "best", "median", "worst", "bound", ""], rows);
  report({
    id: "bounds",
    title: "How validation compares",
    how: `Ratios of ${PROCESSES} processes each, on the timeline unless it says otherwise. Walked: somebody has read the value before. The bounds are this project's own, and the worst process is held to them.`,
    rows: bounds.map(([what, processes, fixture, name, to, bound]) => ({
      what,
      figures: [
        {
          name: "ratio",
          role: "ratio",
          unit: "times",
          values: processes.map(
            (times) => (times[fixture]?.[name] ?? Number.NaN) / (times[fixture]?.[to] ?? Number.NaN),
          ),
        },
      ],
      ...(bound !== undefined && { bound: { name: "ratio", most: bound } }),
    })),
  });
}

/** What `measure` gives, as a table. */
function toTable(id: string, title: string, more: string, times: Times): FigureTable<Measured> {
  const rows = Object.entries(times).map(([fixture, row]): FigureRow<Measured> => {
    const shown = Object.entries(row).filter(([name]) => !name.endsWith("walked"));
    const figures = shown.map(([name, time]) => {
      const isOurs = name === "strict" || name === "shape";
      const role = isOurs ? "ours" : name === "JSON.parse" ? "baseline" : "peer";
      return measured(isOurs ? `bluesky, ${name}` : name, role, "ms", time / 1000);
    });
    return { what: `${fixture} (${sizeOf(fixture)})`, figures };
  });
  const how = `Answers of a network, each freshly parsed, so that nobody has looked at it before. \`strict\` is with formats and limits, \`shape\` without, as answers are validated by default. Medians.${more}`;
  return { id, title, how, rows };
}

/** Puts tables in the place of those that a file has. */
function replaceTables(path: string, tables: readonly FigureTable<Figure>[]): void {
  const figures: Figures = JSON.parse(readFileSync(path, "utf8"));
  const replaced = [...new Map([...figures.tables, ...tables].map((table) => [table.id, table])).values()];
  writeFileSync(path, `${JSON.stringify({ ...figures, versions: readVersions(), tables: replaced }, null, 2)}\n`);
  console.log(`\n${path} has them`);
}

function writeFigures(path: string, tables: readonly FigureTable<Figure>[]): void {
  const [processor] = cpus();
  const figures: Figures = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cores: cpus().length,
      processor: processor?.model ?? "unknown",
      memoryGB: Math.round(totalmem() / 2 ** 30),
      system: `${type()} on ${process.arch}`,
      node: process.versions.node,
      load: { began: loadBefore, ended: loadavg()[1] ?? 0 },
    },
    versions: readVersions(),
    tables,
  };
  writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`\n${path} is written`);
}

/** Of this package and of those that it is compared with. */
function readVersions(): Record<string, string> {
  const read = (path: string): { version: string; dependencies?: Record<string, string> } =>
    JSON.parse(readFileSync(join(folder, path), "utf8"));
  const peers = Object.keys(read("package.json").dependencies ?? {});
  const versions = peers.map((name) => [name, read(`node_modules/${name}/package.json`).version]);
  return { bluesky: read("../packages/bluesky/package.json").version, ...Object.fromEntries(versions) };
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

import { spawn } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { Dice } from "./Dice.ts";
import { describeDecision } from "./describeDecision.ts";
import { type Case, makeCase } from "./makeCase.ts";
import { type Mutant, makeMutants } from "./makeMutants.ts";
import { officialOf } from "./officialOf.ts";
import type { oursOf } from "./oursOf.ts";
import { survivors } from "./survivors.ts";

/**
 * Changes our sources in every way that a machine can think of, one way at a time, and tells which changes nothing notices: neither
 * what the official library decides in 6,000 cases, nor a unit test. Those that may live are in `survivors.ts`, each with its reason.
 * Takes some minutes: run it by hand, `node --conditions=@bluesky/source packages/bluesky/test/moderation/mutants.ts [part of a file's name]`.
 */
const COUNT = 6_000;
/** A test that does not end has noticed it. */
const LONGEST = 120_000;
/** What needs a network is tried there. */
const ON_A_NETWORK = /(?:gatherLabelers|loadModeration|createModeratedClient|loadAgeAccess)\.ts$/;

interface Found extends Mutant {
  readonly file: string;
}

const source = resolve(import.meta.dirname, "../../src/moderation");
const [part = ""] = process.argv.slice(2);
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const files = globSync("**/*.ts", { cwd: source })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !/\.test\.ts$|\.types\.ts$|testing\/|contract\/|index\.ts$/.test(file) && !ON_A_NETWORK.test(file))
  .filter((file) => file.includes(part))
  .sort();
const dice = new Dice(seed);
const cases = Array.from({ length: COUNT }, () => makeCase(dice));
const expected = cases.map((one) => describeDecision(officialOf("@bsky/sdk", one)));
const all: Found[] = files.flatMap((file) =>
  makeMutants(file, readFileSync(join(source, file), "utf8")).map((mutant) => ({ file, ...mutant })),
);
console.log(`${all.length} mutants of ${files.length} files, seed ${seed}`);

const deciding = globSync(["decide/*.ts", "labels/*.ts"], { cwd: source })
  .filter((file) => !/\.test\.ts$|\.types\.ts$/.test(file))
  .map((file) => `export * from "./${file.replaceAll("\\", "/")}";`)
  .join("\n");
let waiting: Found[] = [];
for (const mutant of all) {
  if (!/^(?:decide|labels|words)\//.test(mutant.file) || !(await isNoticedByCases(mutant))) waiting.push(mutant);
}
console.log(`${all.length - waiting.length} are noticed by the official library's decisions`);

const living: Found[] = [];
const folder = mkdtempSync(join(tmpdir(), "mutants-"));
try {
  const program = join(folder, "tests.mjs");
  const tests = globSync("**/*.test.ts", { cwd: source }).map((file) => join(source, file));
  writeFileSync(program, tests.map((file) => `import ${JSON.stringify(file)};`).join("\n"));
  waiting = waiting.reverse();
  const work = async (): Promise<void> => {
    for (let one = waiting.pop(); one; one = waiting.pop())
      if (!(await isNoticedByTests(one, program))) living.push(one);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
} finally {
  rmSync(folder, { recursive: true });
}
report();

/** Whether what is decided with a mutant differs from what the official library decides. */
async function isNoticedByCases(mutant: Found): Promise<boolean> {
  const path = join(source, mutant.file);
  const swap: Plugin = {
    name: "mutant",
    setup({ onLoad, onResolve }) {
      // Just what decides: the entry point brings along lexicons, and takes ten times as long.
      onResolve({ filter: /^bluesky\/moderation$/ }, () => ({ path: "deciding", namespace: "mutant" }));
      onLoad({ filter: /.*/, namespace: "mutant" }, () => ({ contents: deciding, resolveDir: source, loader: "ts" }));
      onLoad({ filter: /moderation/ }, (given) =>
        given.path === path ? { contents: change(readFileSync(path, "utf8"), mutant), loader: "ts" } : undefined,
      );
    },
  };
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "oursOf.ts")],
    ...{ bundle: true, write: false, format: "esm", platform: "neutral", logLevel: "silent" },
    conditions: ["@bluesky/source"],
    plugins: [swap],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  try {
    const mutated = (await import(`data:text/javascript;base64,${code}`)) as { oursOf: typeof oursOf };
    return cases.some((one, index) => describeDecision(mutated.oursOf(one as Case)) !== expected[index]);
  } catch {
    return true;
  }
}

/** Whether a unit test fails with a mutant. */
function isNoticedByTests(mutant: Found, program: string): Promise<boolean> {
  const hook = join(import.meta.dirname, "mutantHook.ts");
  const env = { ...process.env, MUTANT: JSON.stringify({ ...mutant, file: join(source, mutant.file) }) };
  const args = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning", "--import", hook, program];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { env, stdio: "ignore", timeout: LONGEST });
    child.on("exit", (code) => done(code !== 0));
  });
}

function change(text: string, { start, end, is }: Mutant): string {
  return text.slice(0, start) + is + text.slice(end);
}

function report(): void {
  const key = ({ file, was, is }: { file: string; was: string; is: string }): string =>
    JSON.stringify({ file, was, is });
  const known = new Set(survivors.map(key));
  const unknown = living.filter((one) => !known.has(key(one)));
  const noticed = all.length - living.length;
  console.log(
    `${noticed} of ${all.length} noticed, ${living.length - unknown.length} live for a reason, ${unknown.length} for none`,
  );
  for (const one of unknown.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line))
    console.log(`  ${one.line} ${key(one)}`);
  const live = new Set(living.map(key));
  for (const one of part ? [] : survivors.filter((each) => !live.has(key(each))))
    console.log(`  need not be listed: ${key(one)}`);
  process.exitCode = unknown.length > 0 ? 1 : 0;
}

// Sets up what a task needs and runs it. Plain JavaScript without dependencies, for Node 20.20 and later: on a fresh
// clone there is nothing else. Everything after the set-up is TypeScript under a Node that runs it as it is.
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { endLike, passSignalsOn, receivedSignal, runProcess } from "./setup/process.mjs";
import { abandonSetUp, setUp } from "./setup/setUp.mjs";
import { SetupError } from "./setup/step.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {{ needs: readonly import("./setup/setUp.mjs").Need[], run?: readonly string[] }} Task */

const everything = /** @type {const} */ (["dependencies", "generate", "build"]);
/** What the packed packages are tried with, too. */
const trials = /** @type {const} */ ([...everything, "tools"]);
const withSite = /** @type {const} */ ([...everything, "site"]);
const sources = /** @type {const} */ (["dependencies", "generate"]);

/** @type {Readonly<Record<string, Task>>} */
const tasks = {
  start: { needs: everything, run: ["scripts/tasks/start.ts"] },
  dev: { needs: everything, run: ["packages/devnet/dist/cli.js", "--seed"] },
  test: { needs: [...trials, "site"], run: ["scripts/tasks/test.ts"] },
  "test:lint": { needs: ["dependencies"], run: ["scripts/tasks/test.ts", "lint"] },
  "test:types": { needs: sources, run: ["scripts/tasks/test.ts", "types"] },
  "test:unit": { needs: sources, run: ["scripts/tasks/test.ts", "unit"] },
  "test:e2e": { needs: withSite, run: ["scripts/tasks/test.ts", "e2e"] },
  "test:outside": { needs: trials, run: ["scripts/tasks/test.ts", "outside"] },
  generate: { needs: sources },
  build: { needs: everything },
  pack: { needs: everything, run: ["scripts/tasks/pack.ts"] },
  format: { needs: ["dependencies"], run: ["scripts/tasks/format.ts"] },
  docs: { needs: withSite, run: ["site/build.ts"] },
  "docs:serve": { needs: withSite, run: ["site/serve.ts"] },
  bench: { needs: everything, run: ["bench/run.ts"] },
  soak: { needs: everything, run: ["scripts/tasks/soak.ts"] },
  faults: { needs: everything, run: ["faults/run.ts"] },
  sizes: { needs: everything, run: ["test/budgets/recordSizes.ts"] },
  surface: { needs: everything, run: ["surface/update.ts"] },
};

process.exitCode = 1; // Until the task says otherwise.
passSignalsOn(abandonSetUp);
try {
  const [name = "", ...rest] = process.argv.slice(2);
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task === undefined) throw new SetupError(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(", ")}.`);
  const node = await setUp(root, task.needs, name);
  if (task.run !== undefined && !existsSync(join(root, task.run[0] ?? ""))) {
    throw new SetupError(`"npm run ${name}" has nothing to run yet: ${task.run[0]} does not exist.`);
  }
  const signal = receivedSignal();
  if (signal !== undefined) endLike({ code: null, signal });
  else if (task.run === undefined) process.exitCode = 0;
  else {
    // Programs that a task starts by name get the same Node.
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}` };
    const args = ["--disable-warning=ExperimentalWarning", ...task.run, ...rest];
    endLike(await runProcess(node, args, { cwd: root, env }));
  }
} catch (error) {
  const signal = receivedSignal();
  console.error(error instanceof SetupError ? `\n${error.message}` : error);
  if (signal !== undefined) endLike({ code: null, signal });
}

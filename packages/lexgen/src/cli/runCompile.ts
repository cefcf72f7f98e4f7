import path from "node:path";
import type { CompileOptions } from "../compile/CompileOptions.ts";
import { compile } from "../compile/compile.ts";
import { hashOf } from "../compile/hashOf.ts";
import { describeProblem } from "../errors/LexiconError.ts";
import { readSource } from "../read/readSource.ts";
import { separateKnown } from "../read/separateKnown.ts";
import { isCurrent, writeTree } from "../write/writeTree.ts";
import type { CliOutput } from "./CliOutput.ts";
import { readFlags } from "./readFlags.ts";
import { readKnown } from "./readKnown.ts";
import { USAGE, UsageError } from "./usage.ts";

const flags = {
  in: { type: "string", multiple: true },
  out: { type: "string" },
  external: { type: "string", multiple: true },
  all: { type: "boolean" },
  items: { type: "string", multiple: true },
  ext: { type: "string" },
  js: { type: "boolean" },
  force: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `bluesky-lexgen --in SOURCE --out FOLDER`. */
export async function runCompile(argv: readonly string[], output: CliOutput): Promise<void> {
  const print = (line: string): void => output.log(line);
  const { values, positionals } = readFlags(argv, flags);
  if (values.help) {
    print(USAGE);
    return;
  }
  const [argument] = positionals;
  if (argument !== undefined) throw new UsageError(`${argument}: name what to compile with --in ${argument}`);
  if (!values.in?.length) throw new UsageError("--in is missing: name a folder of lexicons, or an npm package");
  if (!values.out) throw new UsageError("--out is missing: name the folder to write to");
  if (values.ext !== undefined && values.ext !== ".ts" && values.ext !== ".js") {
    throw new UsageError(`--ext ${values.ext}: expected .ts or .js`);
  }
  if (values.js && values.ext === ".ts") throw new UsageError("--js --ext .ts: JavaScript imports .js");
  if (values.all && values.external) {
    throw new UsageError(
      `--all --external ${values.external[0]}: --all leaves nothing to --external, so give one of them`,
    );
  }
  const items = Object.fromEntries((values.items ?? []).map(readItem));
  const start = performance.now();
  const read = await Promise.all(values.in.map((name) => readSource(name)));
  const { known, changed, ...sources } = separateKnown(read, values.all ? [] : await readKnown(values.external));
  if (known.length) print(`already in bluesky, to be imported from there: ${list(known)}`);
  if (changed.length) print(`in bluesky in another version, compiled from yours: ${list(changed)}`);
  if (known.length && sources.sources.every(({ documents }) => documents.length === 0)) {
    throw new UsageError(`--in ${values.in.join(" --in ")}: bluesky has all of it; to compile it anyway, add --all`);
  }
  const options: CompileOptions = {
    ...sources,
    items,
    format: values.js ? "js" : "ts",
    extension: values.ext ?? ".js",
  };
  if (!values.force && (await isCurrent(values.out, hashOf(options)))) {
    print(`${values.out} is up to date`);
    return;
  }
  const { files, hash, program, warnings } = compile(options);
  for (const warning of warnings) output.error(`warning: ${describeProblem(warning)}`);
  await writeTree(values.out, files, hash);
  const time = Math.round(performance.now() - start);
  const { length } = program.documents;
  const folder = path.relative(".", values.out) || ".";
  print(`${length} lexicon${length === 1 ? "" : "s"}, ${files.size} files in ${folder}, ${time} ms`);
}

function list(names: readonly string[]): string {
  const more = names.length - 5;
  return more > 0 ? `${names.slice(0, 5).join(", ")} and ${more} more` : names.join(", ");
}

function readItem(text: string): [string, string] {
  const [nsid, name, ...rest] = text.split("=");
  if (!nsid || !name || rest.length) throw new UsageError(`--items ${text}: expected NSID=NAME`);
  return [nsid, name];
}

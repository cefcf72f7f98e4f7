import { compareLexicons } from "../check/compareLexicons.ts";
import { lintLexicons } from "../check/lintLexicons.ts";
import { describeProblem } from "../errors/LexiconError.ts";
import type { Program } from "../ir/Program.ts";
import { readProgram } from "../ir/readProgram.ts";
import type { LexiconSource } from "../read/LexiconSource.ts";
import { readSource } from "../read/readSource.ts";
import { separateKnown } from "../read/separateKnown.ts";
import { readFlags } from "./readFlags.ts";
import { readKnown } from "./readKnown.ts";
import { USAGE, UsageError } from "./usage.ts";

const flags = {
  against: { type: "string" },
  external: { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/** `bluesky-lexgen check SOURCE [--against OLD]`. Returns the exit code. */
export async function runCheck(argv: readonly string[], print: (line: string) => void): Promise<number> {
  const { values, positionals } = readFlags(argv, flags);
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const [name, ...more] = positionals;
  if (!name) throw new UsageError("check: name a folder of lexicons, or an npm package");
  if (more.length) throw new UsageError(`check ${positionals.join(" ")}: it takes one source at a time`);
  const external = await readKnown(values.external);
  const program = read(await readSource(name), external);
  const { against } = values;
  const problems =
    against === undefined
      ? [...program.warnings, ...lintLexicons(program)]
      : compareLexicons(read(await readSource(against), external), program);
  for (const problem of problems) print(describeProblem(problem));
  const what = against === undefined ? "to improve" : `that break${problems.length > 1 ? "" : "s"} ${against}`;
  const { length } = program.documents;
  print(`${length} lexicon${length === 1 ? "" : "s"}, ${problems.length || "nothing"} ${what}`);
  return problems.length ? 1 : 0;
}

/** What is checked is the source's own version of every document that it has. */
function read(source: LexiconSource, external: readonly LexiconSource[]): Program {
  const { known, changed } = separateKnown([source], external);
  const own = new Set([...known, ...changed]);
  const others = external.map(({ name, documents }) => ({
    name,
    documents: documents.filter(({ json }) => !own.has((json as { id: string }).id)), // a package's documents have one
  }));
  return readProgram({ sources: [source], external: others });
}

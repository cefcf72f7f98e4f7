import { readFileSync } from "node:fs";
import { LexiconError } from "../errors/LexiconError.ts";
import { OutputError } from "../errors/OutputError.ts";
import type { CliOutput } from "./CliOutput.ts";
import { didYouMean } from "./readFlags.ts";
import { runCheck } from "./runCheck.ts";
import { runCompile } from "./runCompile.ts";
import { USAGE, UsageError } from "./usage.ts";

/** The command `bluesky-lexgen`. Returns the exit code. */
export async function runCli(argv: readonly string[], output: CliOutput): Promise<number> {
  const [first, ...rest] = argv;
  const print = (line: string): void => output.log(line);
  try {
    if (first === undefined) throw new UsageError("say what to compile with --in, and where to write to with --out");
    if (first === "help") print(USAGE);
    else if (first === "--version" || first === "-v") print(version());
    else if (first === "check") return await runCheck(rest, print);
    else if (!first.startsWith("-")) {
      throw new UsageError(`${first}: unknown command${didYouMean(first, ["check", "help"])}`);
    } else await runCompile(argv, output);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      output.error(`bluesky-lexgen: ${error.message}\nbluesky-lexgen --help says more.`);
      return 2;
    }
    output.error(error instanceof LexiconError || error instanceof OutputError ? error.message : error);
    return 1;
  }
}

function version(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}

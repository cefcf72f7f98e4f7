import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { DevnetError } from "../errors/DevnetError.ts";

/** The flags of a command line, and its other arguments. */
export type ReadFlags<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>
>;

/**
 * Reads a command line as `parseArgs` of Node does, and says in one line what is wrong with it, about the flag and the
 * value as they were typed.
 *
 * @param options the flags that there are, as `parseArgs` takes them
 * @throws {DevnetError} `invalid_option` for an unknown flag, a value that is missing or too much, or a flag given twice
 */
export function readFlags<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
): ReadFlags<Options> {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const seen = new Map<string, string | undefined>();
  const checked: string[] = [];
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const [typed = rawName] = args[token.index]?.split("=") ?? []; // `-port` is `-p`, `-o` and so on to parseArgs.
      throw mistake(`${typed}: unknown flag${didYouMean(typed, flagNames(options))}`);
    }
    if (option.type === "boolean") {
      if (value !== undefined) throw mistake(`${rawName}=${value}: ${rawName} takes no value`);
    } else if (value === undefined || value === "") {
      throw mistake(`${rawName}: its value is missing`);
    } else if (!token.inlineValue && /^-(?!\d)/.test(value)) {
      throw mistake(`${rawName} ${value}: its value is missing, or is written ${rawName}=${value}`);
    }
    if (option.type === "string" && option.multiple !== true && seen.has(name)) {
      throw mistake(`${rawName} ${value}: it was given before, as ${seen.get(name)}`);
    }
    seen.set(name, value);
    checked.push(value === undefined ? rawName : `--${name}=${value}`);
  }
  return parseArgs({ args: [...checked, "--", ...positionals], options, allowPositionals: true });
}

/**
 * Ends a sentence about a word that is not known, with the known one that it is nearest to: `; did you mean --port?`. Empty
 * where none is near.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, distance: distance(word, name) }))
    .filter(({ name, distance }) => distance <= 2 && distance < name.replace(/^--/, "").length)
    .sort((a, b) => a.distance - b.distance);
  return near[0] === undefined ? "" : `; did you mean ${near[0].name}?`;
}

/** The flags as they are typed. */
export function flagNames(options: ParseArgsOptionsConfig): string[] {
  return Object.keys(options).map((name) => `--${name}`);
}

/** How many letters are put in, left out, exchanged, or swapped with their neighbour. */
function distance(a: string, b: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const edits = [(last?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last?.[j - 1] ?? 0) + (same ? 0 : 1)];
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits.push((before?.[j - 2] ?? i) + 1);
      row.push(Math.min(...edits));
    }
    [before, last] = [last, row];
  }
  return last?.[b.length] ?? 0;
}

function mistake(message: string): DevnetError {
  return new DevnetError("invalid_option", message);
}

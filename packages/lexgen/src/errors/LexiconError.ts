/** One thing wrong with a lexicon document. */
export interface LexiconProblem {
  /** The document: its NSID, or the file where it has none. */
  readonly document: string;
  /** Where in the document: "defs.main.output.schema.properties.feed". */
  readonly path: string;
  /** What is wrong. */
  readonly reason: string;
}

/**
 * Lexicons that cannot be compiled. Lists everything that is wrong with all of them.
 *
 * @example
 * ```ts
 * try { compile(options) } catch (error) {
 *   if (error instanceof LexiconError) for (const { document, path, reason } of error.problems) report(document, path, reason);
 * }
 * ```
 */
export class LexiconError extends Error {
  /** Which kind of error this is. */
  readonly code = "invalid_lexicon";
  /** Everything that is wrong. */
  readonly problems: readonly LexiconProblem[];

  constructor(problems: readonly LexiconProblem[]) {
    const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
    super(`${problems.length} problem${problems.length === 1 ? "" : "s"} in the lexicons:\n${lines.join("\n")}`);
    this.problems = problems;
  }

  /** The name of the class. */
  override get name(): string {
    return "LexiconError";
  }
}

/** A problem as one line. Names of a lexicon can neither break it nor give orders to a terminal. */
export function describeProblem({ document, path, reason }: LexiconProblem): string {
  const line = `${document}${path && ` ${path}`}: ${reason}`;
  return line.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

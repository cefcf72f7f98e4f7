/**
 * The base of every error that this SDK throws. `code` is stable and meant for programs; `message` is meant for people.
 *
 * @example
 * ```ts
 * try { ... } catch (error) {
 *   if (isBlueskyError(error) && error.code === "validation_failed") ...
 * }
 * ```
 */
export class BlueskyError extends Error {
  /** What kind of error this is: a stable, lower-case word. */
  declare readonly code: string;

  /** `fields` are what the error carries: plain data, and nothing secret. */
  constructor(code: string, message: string, options?: ErrorOptions, fields?: object) {
    super(message, options);
    Object.assign(this, { code }, fields);
  }

  override get name(): string {
    // The platform's name of an abort, so that code that tells by it goes on to work.
    return this.code === "aborted" ? "AbortError" : "BlueskyError";
  }

  /** The page that says what causes the error and what helps: a path that `import.meta.resolve` finds. */
  get docs(): string {
    return `bluesky/docs/errors/${this.code}.md`;
  }

  /** The brand: every copy of this package in a program has it, so that guards hold across duplicates and realms. */
  get "~bluesky"(): true {
    return true;
  }

  /** The error as plain data: what survives `structuredClone`, a worker's border and a log. */
  toJSON(): Record<string, unknown> {
    const { name, message } = this;
    return { name, message, ...(this as object) };
  }
}

/** Whether a caught value is an error of this SDK, whichever copy of the package made it. */
export function isBlueskyError(error: unknown): error is BlueskyError {
  return !!(error as BlueskyError | undefined)?.["~bluesky"];
}

/** Shared by every copy of this package in a program, so that guards hold across duplicates and realms. */
const BRAND: symbol = /*#__PURE__*/ Symbol.for("bluesky.error");

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
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, BRAND, { value: true });
  }

  override get name(): string {
    return "BlueskyError";
  }

  /** The error as plain data: what survives `structuredClone`, a worker's border and a log. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, code: this.code, message: this.message };
  }
}

/** Whether a caught value is an error of this SDK, whichever copy of the package made it. */
export function isBlueskyError(error: unknown): error is BlueskyError {
  return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}

import type { ErrorCode } from "./ErrorCodes.ts";

/**
 * The kind that all errors of this SDK belong to. `code` is stable and meant for programs; `message` is meant for
 * people.
 *
 * Errors come in kinds: `BlueskyError` is the widest, and there is one for each thing that can go wrong (`NetworkError`,
 * `ValidationError`, `AuthError` ...). A kind is a type, and a value for `instanceof`, which goes by the code: so it also holds
 * for errors that another copy of this package made.
 *
 * @example
 * ```ts
 * try {
 *   await post(client, text);
 * } catch (error) {
 *   if (error instanceof BlueskyError && error.code === "text_too_long") console.error("Shorten it.");
 *   else throw error;
 * }
 * ```
 */
export interface BlueskyError extends Error {
  /** What went wrong: a stable, lower-case word. */
  readonly code: ErrorCode;
  /**
   * The page that explains the error and what to do: a file below `node_modules`, which `import.meta.resolve` finds,
   * too.
   */
  readonly docs: string;
  /** Returns the error as plain data, which survives `structuredClone`, `postMessage` and logs. */
  toJSON(): Record<string, unknown>;
  /** The brand, by which copies of this package know each other's errors. */
  readonly "~bluesky": true;
}

/** A kind of error, as a value: it can be used with `instanceof`, and in the assertions of test runners. */
export interface ErrorKind<T extends BlueskyError> {
  /** What TypeScript narrows to after `instanceof`. There is no such value. */
  readonly prototype: T;
  [Symbol.hasInstance](value: unknown): value is T;
}

export const BlueskyError: ErrorKind<BlueskyError> = /*#__PURE__*/ kindOf(isBlueskyError);

/**
 * Makes a kind of the errors that have one of these codes.
 *
 * @param narrow tells errors of the kind from others that have a code in common with it
 */
export function errorKind<T extends BlueskyError>(
  codes: Readonly<Record<T["code"], 1>>,
  narrow: (error: BlueskyError) => boolean = () => true,
): ErrorKind<T> {
  return kindOf((value) => isBlueskyError(value) && Object.hasOwn(codes, value.code) && narrow(value));
}

/** Whether a value is an error of this SDK, whichever copy of the package made it. */
export function isBlueskyError(value: unknown): value is BlueskyError {
  return typeof value === "object" && (value as BlueskyError | null)?.["~bluesky"] === true;
}

function kindOf<T extends BlueskyError>(value: (error: unknown) => boolean): ErrorKind<T> {
  // A class, because that is what assertions take.
  return Object.defineProperty(class {}, Symbol.hasInstance, { value }) as unknown as ErrorKind<T>; // it has both properties
}

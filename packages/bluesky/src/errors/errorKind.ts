import { type BlueskyError, isBlueskyError } from "./BlueskyError.ts";

/**
 * One kind of errors, to stand to the right of `instanceof` and in assertions of test runners. It goes by code and brand:
 * errors that another copy of this package made are of the kind too.
 */
export interface ErrorKind<T extends BlueskyError> {
  readonly prototype: T;
  [Symbol.hasInstance](value: unknown): value is T;
}

/** Makes the kind of the errors that have one of these codes. */
export function errorKind<T extends BlueskyError>(...codes: readonly string[]): ErrorKind<T> {
  // A class, because that is what assertions take.
  const kind = class {};
  const value = (error: unknown): boolean => isBlueskyError(error) && codes.includes(error.code);
  return Object.defineProperty(kind, Symbol.hasInstance, { value }) as unknown as ErrorKind<T>; // it has both properties
}

import { type BlueskyError, type ErrorKind, errorKind } from "./BlueskyError.ts";
import { createError } from "./createError.ts";

/** An option is missing or wrong. Nothing was done. */
export interface InvalidOptionError extends BlueskyError {
  readonly code: "invalid_option";
  /** The name of the option. */
  readonly option: string;
}

export const InvalidOptionError: ErrorKind<InvalidOptionError> = /*#__PURE__*/ errorKind({ invalid_option: 1 });

/** Makes an `InvalidOptionError`. */
export function invalidOption(option: string, message: string): InvalidOptionError {
  return createError<InvalidOptionError>("InvalidOptionError", { code: "invalid_option", message, option });
}

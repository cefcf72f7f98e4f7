import { type AuthError, authError } from "./AuthError.ts";

/**
 * Makes the error of a store that threw, or did not answer in time, for the session of an account.
 *
 * @param secrets the tokens that it may have been given: it may quote what it could not write
 */
export function storeFailed(did: string, cause: unknown, secrets: readonly string[] = []): AuthError {
  return authError("store_failed", `The store failed for the session of ${did}.`, { cause, secrets });
}

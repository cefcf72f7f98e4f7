import { type AuthError, authError } from "./AuthError.ts";

/** What looks like a token. */
const TOKEN = /(?<![\w-])eyJ[\w-]+\.[\w-]+/;

/** Makes the error of a store that threw, for the session of an account. */
export function storeFailed(did: string, thrown: unknown): AuthError {
  // A store's error may quote what it could not write.
  const quotes = TOKEN.test(`${thrown} ${(thrown as Error | null | undefined)?.stack}`);
  return authError("store_failed", `The store failed for the session of ${did}.`, quotes ? {} : { cause: thrown });
}

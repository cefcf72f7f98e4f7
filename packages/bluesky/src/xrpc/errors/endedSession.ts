import { isBlueskyError } from "../../errors/BlueskyError.ts";

/** How sessions say that they have ended. */
const ENDED: readonly unknown[] = [
  // Ours, by their codes.
  "session_expired",
  "session_closed",
  // Those of the official OAuth clients, by the names of their classes: the errors themselves are called "Error".
  "TokenRefreshError",
  "TokenRevokedError",
  "TokenInvalidError",
  "AuthMethodUnsatisfiableError",
];

/**
 * Whether a session has thrown an error because it has ended: it throws it before the request is sent, or after the server has
 * refused it for its token. So nothing was done. The error itself may say so, its cause, or one of several.
 *
 * @param depth how many causes are looked at
 */
export function isEndedSession(error: unknown, depth: number = 4): boolean {
  if (typeof error !== "object" || error === null || depth === 0) return false;
  try {
    if (isBlueskyError(error)) return ENDED.includes(error.code);
    const { name, sub, cause, errors } = error as { readonly [property: string]: unknown };
    const isNamed = ENDED.includes(name) || ENDED.includes(error.constructor.name);
    // Where a bundler has renamed the classes: of all that the official clients throw, these alone have an account.
    const isAboutAccount = error instanceof Error && /^did:/.test(String(sub));
    return isNamed || isAboutAccount || [cause, errors].flat().some((inner) => isEndedSession(inner, depth - 1));
  } catch {
    return false;
  }
}

import { type Did, isDid } from "./did.ts";
import { type Handle, isHandle } from "./handle.ts";

/** What names an account: a DID or a handle. */
export type AtIdentifier = Did | Handle;

/** Whether a value is a DID or a handle by syntax. No string is both: a handle has no colon. */
export function isAtIdentifier(value: unknown): value is AtIdentifier {
  return isDid(value) || isHandle(value);
}

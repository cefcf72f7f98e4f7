import { isDid } from "../syntax/did.ts";
import { AuthError } from "./AuthError.ts";

/** All that a password session is. Secret as a whole. */
export interface SessionState {
  readonly did: string;
  readonly handle: string;
  /** Where the session was begun: it is refreshed and ended there. */
  readonly service: string;
  readonly pds: string;
  readonly accessJwt: string;
  readonly refreshJwt: string;
  readonly status?: string | undefined;
}

/** The form that is stored and exported. */
export function formatState(state: SessionState): string {
  return JSON.stringify({ v: 1, ...state });
}

/** @throws AuthError `invalid_session`. It does not say what was given: that may hold a token. */
export function parseState(text: string): SessionState {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the text.
  }
  const state = (typeof value === "object" && value !== null ? value : {}) as { readonly [key: string]: unknown };
  const complete = ["handle", "accessJwt", "refreshJwt"].every((key) => typeof state[key] === "string");
  const addresses = ["service", "pds"].every((key) => typeof state[key] === "string" && URL.canParse(state[key]));
  if (!(state.v === 1 && complete && addresses && isDid(state.did))) {
    throw new AuthError(
      "invalid_session",
      "Expected a session as export() gives it, got something else: log in again.",
    );
  }
  const { v: _, ...rest } = state;
  // It has them all: just checked.
  return rest as unknown as SessionState;
}

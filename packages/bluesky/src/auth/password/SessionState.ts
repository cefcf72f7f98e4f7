import { parseJson } from "../../platform/parseJson.ts";
import { isDid } from "../../syntax/did.ts";
import { authError } from "../errors/AuthError.ts";

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
  /** By how much our clock was ahead of the server's when the tokens were made, in milliseconds. */
  readonly ahead?: number | undefined;
}

/** The form that is stored and exported. */
export function formatState(state: SessionState): string {
  return JSON.stringify({ v: 1, ...state });
}

/**
 * Reads the form that is stored and exported.
 *
 * @param did whose session it has to be, where that is known
 * @throws AuthError `invalid_session`. It does not say what was given: that may hold a token.
 */
export function parseState(text: string, did?: string): SessionState {
  const value = parseJson(text);
  const state = (typeof value === "object" && value !== null ? value : {}) as { readonly [key: string]: unknown };
  const complete = ["handle", "accessJwt", "refreshJwt"].every((key) => typeof state[key] === "string");
  const addresses = ["service", "pds"].every((key) => typeof state[key] === "string" && URL.canParse(state[key]));
  const account = did === undefined ? isDid(state.did) : state.did === did;
  if (!(state.v === 1 && complete && addresses && account)) {
    throw authError("invalid_session", "Expected a session as export() gives it, got something else: log in again.");
  }
  const { v: _, ...rest } = state;
  // It has them all: just checked.
  return rest as unknown as SessionState;
}

import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { parseJson } from "../../platform/parseJson.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import { isDid } from "../../syntax/did.ts";
import { authError } from "../errors/AuthError.ts";
import { toLoginService } from "../tokens/toLoginService.ts";

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

/** What a session that is read is held to. */
export interface ParseStateOptions {
  /** Whose it has to be. @default anybody's */
  readonly did?: string | undefined;
  /** Says which servers may get its tokens. @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
}

/**
 * Reads the form that is stored and exported.
 *
 * @throws {AuthError} `invalid_session`, and `invalid_service` if its tokens must not be sent to its servers. The error
 *   does not repeat what was given, which may contain a token
 */
export function parseState(text: string, { did, network }: ParseStateOptions = {}): SessionState {
  const value = parseJson(text);
  const state = (typeof value === "object" && value !== null ? value : {}) as { readonly [key: string]: unknown };
  const { handle, service, pds, accessJwt, refreshJwt } = state;
  const complete = typeof handle === "string" && isToken(accessJwt) && isToken(refreshJwt);
  const addresses = [service, pds].every((part) => typeof part === "string" && parseUrl(part));
  const account = did === undefined ? isDid(state.did) : state.did === did;
  if (!(state.v === 1 && complete && addresses && account)) {
    throw authError("invalid_session", "Expected what export() returned, got something else: log in again.");
  }
  const { v: _, ...rest } = state;
  const servers = { service: toLoginService(service, network), pds: toLoginService(pds, network) };
  // It has them all: just checked.
  return { ...(rest as unknown as SessionState), ...servers };
}

/** Whether a value is a token that can be sent: in a header stands what can be seen, and nothing else. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[!-~]+$/.test(value);
}

import { getPds } from "../../identity/getPds.ts";
import { isDidDocument } from "../../identity/resolveDid.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { authError } from "../errors/AuthError.ts";
import { isToken, type SessionState } from "./SessionState.ts";

/** What the operations that begin or refresh a session answer, as far as it is kept. */
export interface SessionOutput {
  readonly did: string;
  readonly handle: string;
  readonly accessJwt: string;
  readonly refreshJwt: string;
  readonly didDoc?: { readonly [key: string]: unknown } | undefined;
  readonly status?: string | undefined;
}

/**
 * Makes the state of a session of what a server answered. The server of the account is `pds` unless the answer knows better.
 *
 * @throws {AuthError} `invalid_session` for tokens that are not valid header values
 */
export function toSessionState(
  { did, handle, accessJwt, refreshJwt, didDoc, status }: SessionOutput,
  { service, pds }: Pick<SessionState, "service" | "pds">,
  network: NetworkConfig | undefined,
): SessionState {
  if (!isToken(accessJwt) || !isToken(refreshJwt)) {
    throw authError("invalid_session", `The server sent tokens for ${did} that are not allowed in a header.`);
  }
  const named = isDidDocument(didDoc, did) && getPds(didDoc, { network });
  return { did, handle, service, pds: named || pds, accessJwt, refreshJwt, status };
}

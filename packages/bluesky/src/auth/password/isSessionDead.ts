import { decodeClaims } from "../tokens/decodeClaims.ts";
import type { SessionState } from "./SessionState.ts";

/** Whether the refresh token of a session has expired, as it says itself. The server may have ended it before that. */
export function isSessionDead({ refreshJwt, ahead = 0 }: SessionState): boolean {
  const { exp } = decodeClaims(refreshJwt);
  return typeof exp === "number" && exp * 1000 + ahead <= Date.now();
}

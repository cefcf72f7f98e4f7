import { decodeClaims } from "../tokens/decodeClaims.ts";
import type { SessionState } from "./SessionState.ts";

/** How long before its end an access token is no longer used, in milliseconds. */
const REFRESH_MARGIN = 60_000;
/** How often it is said that a refresh is due, in milliseconds. */
const REFRESH_PAUSE = 30_000;
/** How far clocks may be apart before that is kept, in milliseconds: requests take their time too. */
const CLOCK_TOLERANCE = 30_000;

/** Knows when access tokens expire by our clock, which may differ from the server's. */
export class TokenClock {
  #token: string | undefined;
  /** When that token expires, by our clock. */
  #expiresAt = 0;
  /** Until when not to say so again. */
  #quietUntil = 0;
  /** The token that the server has made last, and since when it is there. Others may still go by the one before. */
  #made: string | undefined;
  #madeAt = 0;

  /** Takes note of tokens that the server has just made: they show what time it is there. @returns the session that says so */
  received(state: SessionState): SessionState {
    const { iat } = decodeClaims(state.accessJwt);
    const ahead = typeof iat === "number" ? Date.now() - iat * 1000 : 0;
    this.#made = state.accessJwt;
    this.#madeAt = Date.now();
    this.#note({ ...state, ahead });
    return Math.abs(ahead) > CLOCK_TOLERANCE ? { ...state, ahead } : state;
  }

  /** Whether the access token has expired. */
  isExpired(state: SessionState): boolean {
    if (state.accessJwt !== this.#token) this.#note(state);
    return this.#expiresAt <= Date.now();
  }

  /** Whether the access token is about to expire. @param waiting whether it is known, and others wait for the refresh */
  isRefreshDue(state: SessionState, waiting: boolean): boolean {
    const now = Date.now();
    if (state.accessJwt !== this.#token) this.#note(state);
    if (now + REFRESH_MARGIN <= this.#expiresAt) return false;
    // All wait for the one refresh: with the old token they would only be refused.
    if (waiting) return true;
    if (now < this.#quietUntil) return false;
    this.#quietUntil = now + REFRESH_PAUSE;
    return true;
  }

  #note({ accessJwt, ahead = 0 }: SessionState): void {
    const { exp, iat } = decodeClaims(accessJwt);
    this.#token = accessJwt;
    // Some live for less than the margin: they are not renewed as soon as they are there.
    this.#quietUntil = accessJwt === this.#made ? this.#madeAt + REFRESH_PAUSE : 0;
    // Without both it cannot be known: the server has the last word.
    this.#expiresAt = typeof exp === "number" && typeof iat === "number" ? exp * 1000 + ahead : Infinity;
  }
}

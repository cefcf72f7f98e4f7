import { abortable } from "../../platform/abort/abortable.ts";
import { type AuthError, authError } from "../errors/AuthError.ts";
import { storeFailed } from "../errors/storeFailed.ts";
import type { LimitedStore } from "../stores/limitStore.ts";
import { updateValue } from "../stores/updateValue.ts";
import { decodeClaims } from "../tokens/decodeClaims.ts";
import { type AddLoginOptions, addLogin } from "./loginEntries.ts";
import type { SessionPersistence } from "./SessionPersistence.ts";
import { formatState, parseState, type SessionState } from "./SessionState.ts";
import { TokenClock } from "./TokenClock.ts";

/** How often a store that fails is tried again, in milliseconds. */
const SAVE_PAUSE = 1_000;
/** How long the store is still waited for when a signal has ended the wait, in milliseconds: mostly it takes no time. */
const GRACE = 200;
/** How long others may keep a lock that is not about tokens, in milliseconds: they make calls in it, and try them again. */
const PATIENCE = 60_000;

/** Where and how a session is kept. */
export interface PersistenceOptions extends AddLoginOptions {
  /** Whatever it does, it has to answer in time: see `limitStore`. @default none: only the clock is looked at */
  readonly store?: LimitedStore | undefined;
}

/** What can also be done where a session begins. */
export interface StartingPersistence extends SessionPersistence {
  /** Stores a session that the server has just begun, whatever is there. @returns it, as `save` does */
  begin(state: SessionState): Promise<SessionState>;
  /** Stores a session that comes from elsewhere, unless there are newer tokens of it. */
  takeIn(state: SessionState): Promise<void>;
  /** Reports that the store has thrown. */
  fail(thrown: unknown): void;
}

/** What should be in the store, and is not. */
interface Unsaved {
  /** Undefined: it is to be deleted. */
  readonly state: SessionState | undefined;
  /** Whether the session begins in this store. One that goes on is not put back where it was taken out. */
  readonly begins: boolean;
}

/** Keeps the session of an account, in a store where there is one. */
export function createPersistence(did: string, options: PersistenceOptions): StartingPersistence {
  const { store } = options;
  const clock = new TokenClock();
  let refreshing = false;
  let unsaved: Unsaved | undefined;
  /** The session that is stored, and that logins do not find yet. */
  let unlisted: SessionState | undefined;
  let triedAt = -Infinity;
  /** Whether the store has, or had, the session. */
  let wasStored = false;
  let report: ((error: AuthError) => void) | undefined;
  /** What was reported when nobody listened. */
  let unheard: AuthError | undefined;
  /** Tokens that the store has seen last: its errors may quote them. */
  let tokens: readonly string[] = [];
  /** Writes come one after the other: an old one never replaces a new one. */
  let writing: Promise<unknown> = read().catch(fail);

  function note<State extends SessionState | undefined>(state: State): State {
    if (state) tokens = [state.accessJwt, state.refreshJwt, ...tokens].slice(0, 6);
    return state;
  }

  function fail(thrown: unknown): void {
    const error = storeFailed(did, thrown, tokens);
    if (report) report(error);
    else unheard = error;
  }

  async function read(): Promise<string | undefined> {
    const text = await store?.get(did);
    wasStored ||= text !== undefined;
    return text;
  }

  /** @param mine is what may be replaced: tokens that were made later stay. @default whatever is there */
  async function write(wanted: Unsaved, mine?: SessionState): Promise<void> {
    if (!store) return;
    const { state, begins } = wanted;
    note(state);
    unsaved = undefined;
    const text = state && formatState(state);
    try {
      await updateValue(store, did, (current) => {
        const stays = current === undefined ? wasStored && !begins : mine && isNewer(current, mine, options);
        return stays ? current : text;
      });
      wasStored ||= text !== undefined;
    } catch (error) {
      unsaved = wanted;
      return fail(error);
    }
    // One that was taken out is found by nobody.
    if (begins || !state) unlisted = state;
    await list();
  }

  /** Makes logins find the session. Apart from its storing: whether that succeeds says whether the session is in the store. */
  async function list(): Promise<void> {
    if (!store || !unlisted) return;
    try {
      await addLogin(store, unlisted, options);
      unlisted = undefined;
    } catch (error) {
      fail(error);
    }
  }

  /** Writes when it is its turn. */
  function enqueue(wanted: Unsaved, mine?: SessionState): Promise<unknown> {
    unsaved = undefined;
    writing = writing.then(() => write(wanted, mine));
    return writing;
  }

  /** Whether the session was in the store, and is no longer. */
  async function isGone(): Promise<boolean> {
    await writing;
    return wasStored && !unsaved && (await read().catch(() => "")) === undefined;
  }

  /** Runs a function in the store's lock, once, whatever that does: where it cannot be had, without it. */
  async function locked<T>(
    run: () => Promise<T>,
    signal: AbortSignal | undefined,
    { name = did, patience }: { readonly name?: string; readonly patience?: number } = {},
  ): Promise<T> {
    let running: Promise<T> | undefined;
    const runOnce = (): Promise<T> => {
      running ??= run();
      return running;
    };
    try {
      await abortable(store?.lock?.(name, runOnce, patience) ?? runOnce(), signal);
    } catch (error) {
      // What the function throws is not the store's fault, and nor is an end of the wait.
      await running;
      if (!signal?.aborted) fail(error);
    }
    return runOnce();
  }

  return {
    async begin(state) {
      const received = clock.received(state);
      await enqueue({ state: received, begins: true });
      return received;
    },
    async takeIn(state) {
      await enqueue({ state, begins: true }, state);
    },
    fail,

    async exclusively(run, signal) {
      refreshing = true;
      try {
        return await locked(async () => {
          // The server might still take the older tokens of a session that was logged out somewhere else.
          if (await abortable(isGone(), signal).catch(() => false)) {
            throw authError("session_closed", `The session of ${did} is no longer in its store: log in again.`);
          }
          return run();
        }, signal);
      } finally {
        refreshing = false;
      }
    },
    inTurn: (name, run, signal) => locked(run, signal, { name, patience: PATIENCE }),
    async load(mine) {
      try {
        const text = await read();
        const state = text === undefined ? undefined : note(parseState(text, { did, network: options.network }));
        const isNews = state && state.refreshJwt !== mine.refreshJwt && !(madeAt(state) < madeAt(mine));
        return isNews ? state : undefined;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    async save(state) {
      const received = clock.received(state);
      triedAt = -Infinity;
      await enqueue({ state: received, begins: false });
      return received;
    },
    saveAgain(mine) {
      const now = performance.now();
      if (!(unsaved || unlisted) || now - triedAt < SAVE_PAUSE) return;
      triedAt = now;
      if (unsaved) enqueue(unsaved, mine).catch(() => {});
      else writing = writing.then(list);
    },
    async remove(signal) {
      triedAt = -Infinity;
      const removing = enqueue({ state: undefined, begins: false });
      await abortable(removing, signal, GRACE).catch(() => {});
    },
    isRefreshDue: (state) => clock.isRefreshDue(state, refreshing),
    isExpired: (state) => clock.isExpired(state),
    listen(listener) {
      report = listener;
      const error = unheard;
      unheard = undefined;
      if (error) queueMicrotask(() => listener(error));
    },
  };
}

/** Whether a stored session was made after ours. */
function isNewer(text: string, mine: SessionState, { network }: PersistenceOptions): boolean {
  try {
    return madeAt(parseState(text, { network })) > madeAt(mine);
  } catch {
    return false;
  }
}

/** When the tokens of a session were made, by the server's clock; `NaN` where they do not say. */
function madeAt({ refreshJwt }: SessionState): number {
  return Number(decodeClaims(refreshJwt).iat);
}

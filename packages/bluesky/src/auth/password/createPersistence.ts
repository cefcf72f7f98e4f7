import { abortable } from "../../platform/abortable.ts";
import { type AuthError, authError } from "../errors/AuthError.ts";
import { storeFailed } from "../errors/storeFailed.ts";
import type { SessionStore } from "../stores/SessionStore.ts";
import { updateValue } from "../stores/updateValue.ts";
import { decodeClaims } from "../tokens/decodeClaims.ts";
import { type AddLoginOptions, addLogin } from "./loginEntries.ts";
import type { SessionPersistence } from "./SessionPersistence.ts";
import { formatState, parseState, type SessionState } from "./SessionState.ts";
import { TokenClock } from "./TokenClock.ts";

/** How often a store that fails is tried again, in milliseconds. */
const SAVE_PAUSE = 1_000;

/** Where and how a session is kept. */
export interface PersistenceOptions extends AddLoginOptions {
  /** @default none: only the clock is looked at */
  readonly store?: SessionStore | undefined;
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
  /** Writes come one after the other: an old one never replaces a new one. */
  let writing: Promise<unknown> = read().catch(() => {});

  function fail(thrown: unknown): void {
    const error = storeFailed(did, thrown);
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
    unsaved = undefined;
    const text = state && formatState(state);
    try {
      await updateValue(store, did, (current) => {
        const stays = current === undefined ? wasStored && !begins : mine && isNewer(current, mine);
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

  /** The server might still take the older tokens of a session that was logged out somewhere else. */
  async function assertNotGone(): Promise<void> {
    await writing;
    if (wasStored && !unsaved && (await read().catch(() => "")) === undefined) {
      throw authError("session_closed", `The session of ${did} is no longer in its store: log in again.`);
    }
  }

  async function locked(run: () => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
    if (!store?.lock) return run();
    let running: Promise<void> | undefined;
    const runOnce = (): Promise<void> => {
      running ??= run();
      return running;
    };
    try {
      await abortable(store.lock(did, runOnce), signal);
    } catch (error) {
      // What the function throws is not the store's fault, and nor is an end of the wait.
      await running;
      if (!signal?.aborted) fail(error);
      await runOnce();
    }
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
        await locked(async () => {
          await assertNotGone();
          await run();
        }, signal);
      } finally {
        refreshing = false;
      }
    },
    async load() {
      try {
        const text = await read();
        return text === undefined ? undefined : parseState(text, did);
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
      if (unsaved) void enqueue(unsaved, mine);
      else writing = writing.then(list);
    },
    async remove() {
      triedAt = -Infinity;
      await enqueue({ state: undefined, begins: false });
    },
    isRefreshDue: (state) => clock.isRefreshDue(state, refreshing),
    listen(listener) {
      report = listener;
      const error = unheard;
      unheard = undefined;
      if (error) queueMicrotask(() => listener(error));
    },
  };
}

/** Whether a stored session was made after ours. */
function isNewer(text: string, { refreshJwt }: SessionState): boolean {
  try {
    return Number(decodeClaims(parseState(text).refreshJwt).iat) > Number(decodeClaims(refreshJwt).iat);
  } catch {
    return false;
  }
}

import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { unlessAborted } from "../errors/unlessAborted.ts";
import type { SessionStore } from "../stores/SessionStore.ts";
import { createPersistence } from "./createPersistence.ts";
import { passwordSession } from "./passwordSession.ts";
import type { Session } from "./Session.ts";
import type { SessionState } from "./SessionState.ts";

/** Options of everything that gives a session. */
export interface SessionOptions extends NetworkOptions {
  /** Where the session is kept, and where `login` and `resume` find it again. @default in memory only */
  readonly store?: SessionStore | undefined;
  /**
   * How long the store may take to answer, or to let a function into its lock, in milliseconds. If it takes longer, it
   * counts as failed: the session emits `error`, carries on in memory, and tries the store again later. For as long
   * after that, it waits for only a tenth of that time.
   *
   * @default 10_000
   */
  readonly storeTimeout?: number | undefined;
}

/** What else there is to say of a session that begins. Its store is limited already. */
export interface PersistentSessionOptions extends SessionOptions {
  /** Handles and e-mail addresses by which `login` shall find it in the store. @default its own handle */
  readonly identifiers?: readonly string[] | undefined;
  /** What the store has thrown so far: the session reports it. @default nothing */
  readonly failures?: readonly unknown[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a session that renews its tokens ahead of time, and is kept in the store of the options, where there is one.
 *
 * @param origin where it comes from: a server has just begun it, somebody has it as a text, or the store has it already
 */
export async function persistentSession(
  state: SessionState,
  origin: "server" | "export" | "store",
  options: PersistentSessionOptions,
): Promise<Session> {
  const { did } = state;
  const { failures = [], signal } = options;
  const persistence = createPersistence(did, options);
  for (const failure of failures) persistence.fail(failure);
  let begun = state;
  const what = `storing the session of ${did}`;
  if (origin === "server") begun = await unlessAborted(() => persistence.begin(state), signal, what);
  if (origin === "export") await unlessAborted(() => persistence.takeIn(state), signal, what);
  return passwordSession(begun, options, persistence);
}

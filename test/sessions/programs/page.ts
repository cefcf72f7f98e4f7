import {
  checkSessionStore,
  createWebStore,
  type LoginOptions,
  login,
  resume,
  type Session,
  type SessionStore,
} from "bluesky/auth";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";

/** What a page does with its session; the test calls it. */
export interface SessionPage {
  readonly store: SessionStore;
  session: Session | undefined;
  /** Codes of the errors that the session has told. */
  readonly errors: string[];
  /** @returns what the session exports */
  login(options: LoginOptions): Promise<string>;
  /** @returns whether the store has one */
  resume(did: string, network: LoginOptions["network"]): Promise<boolean>;
  /** Makes calls at once. @returns for each the account that the server names, or the code of the error */
  call(times?: number): Promise<string[]>;
  /** Adds to a number in the store, under its lock. @returns how often it was not what had been read */
  add(times: number): Promise<number>;
  check(): Promise<void>;
}

const page: SessionPage = {
  store: createWebStore(),
  session: undefined,
  errors: [],

  async login(options) {
    const session = await login({ ...options, store: page.store });
    listen(session);
    return session.export();
  },

  async resume(did, network) {
    const session = await resume({ store: page.store, did }, { network });
    if (session) listen(session);
    return session !== undefined;
  },

  async call(times = 1) {
    const session = page.session;
    if (!session) throw new Error("There is no session.");
    const client = createClient({ session });
    const calls = Array.from({ length: times }, async () =>
      getSession(client).then(
        ({ did }) => did,
        (error) => error.code as string,
      ),
    );
    return Promise.all(calls);
  },

  async add(times) {
    const { get, swap, lock } = page.store;
    let lost = 0;
    for (let n = 0; n < times; n++) {
      await lock?.("number", async () => {
        const text = await get("number");
        if (!(await swap("number", text, String(Number(text ?? 0) + 1)))) lost++;
      });
    }
    return lost;
  },

  check: () => checkSessionStore(createWebStore),
};

function listen(session: Session): void {
  session.on("error", (error) => page.errors.push(error.code));
  page.session = session;
}

Object.assign(globalThis, { page });

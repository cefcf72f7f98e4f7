import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { createAccount } from "../createAccount.ts";
import { login } from "../login.ts";
import { loginTo } from "../loginTo.ts";
import { oauthSession } from "../oauth/oauthSession.ts";
import type { Session } from "../password/Session.ts";
import { resume } from "../resume.ts";
import { checkSessionStore } from "../stores/checkSessionStore.ts";
import { createMemoryStore } from "../stores/createMemoryStore.ts";
import type { SessionStore } from "../stores/SessionStore.ts";
import { bearerSession } from "../tokens/bearerSession.ts";
import { did, FakePds, network, refreshes, service } from "./FakePds.ts";

// A program of its own, for what it tests would end it. It walks every await on the way of a login, a resume, a refresh, a logout and
// a call: at each step to a function of somebody else's, that does what it should not. It prints what it finds.

/** A hundred times as fast: half a minute is too long for a test. */
const SPEED = 100;
const { setTimeout: realTimeout } = globalThis;
globalThis.setTimeout = ((done: () => void, ms = 0) => realTimeout(done, ms / SPEED)) as typeof setTimeout;
/** How long a case may take, in real milliseconds: that of limits that add up, on a machine that has other things to do. */
const IN_TIME = 10_000;
/** How many cases are under way at once. */
const AT_ONCE = 24;
/** What is far longer than any case may take, in milliseconds: a limit that does not count. */
const FOR_EVER = SPEED * 10 * IN_TIME;

const problems: string[] = [];
for (const event of ["unhandledRejection", "uncaughtException"] as const) {
  process.on(event, (error: unknown) =>
    problems.push(`${event}: ${Object(error).message ?? Object.keys(Object(error))}`),
  );
}

/** What functions do that should give a promise. They get the name of their case, to be found by. */
const faults: Readonly<Record<string, (name: string) => unknown>> = {
  "never answers": () => new Promise(() => {}),
  throws: (name) => {
    throw new Error(name);
  },
  rejects: async (name) => {
    throw new Error(name);
  },
  "rejects late": (name) => new Promise((_, reject) => setTimeout(() => reject(new Error(name)), 60_000)),
  "throws what has no text": () => {
    throw Object.create(null);
  },
  "rejects with nothing": () => Promise.reject(),
  "gives nothing": () => undefined,
  "gives something else": () => 5,
};
/** Those that a store may have without having failed. */
const QUIET: readonly string[] = ["gives nothing", "gives something else"];

/** What servers do as well. */
const answers: typeof faults = {
  ...faults,
  "answers without an end": () => new Response(new ReadableStream({ pull: () => {} })),
  "breaks off": (name) => new Response(new ReadableStream({ pull: (to) => to.error(new Error(name)) })),
  "says something else": () => Response.json({ error: "InvalidToken" }, { status: 502 }),
  "cannot be read": () => Response.json([1, "2"]),
};

/** One run of an action, with one step that goes wrong. */
class Case {
  readonly server = new FakePds();
  readonly memory: SessionStore = createMemoryStore();
  /** What listeners have heard. */
  readonly heard: string[] = [];
  readonly name: string;
  readonly #fault: string;
  readonly #at: number;
  readonly #isLasting: boolean;
  #steps = 0;
  /** While something is only prepared, nothing goes wrong. */
  #isPreparing = false;
  /** Whose step it was that went wrong. */
  reached: string | undefined;

  constructor(name: string, fault: string, at: number, isLasting: boolean) {
    this.name = `${name}: step ${at} ${fault}${isLasting ? ", and from then on" : ""}`;
    this.#fault = fault;
    this.#at = at;
    this.#isLasting = isLasting;
  }

  #step(of: string, real: () => unknown): unknown {
    const fault = of.startsWith("fetch") ? answers[this.#fault] : faults[this.#fault];
    // What only servers do leaves a store alone.
    if (!fault || this.#isPreparing) return real();
    const isThis = ++this.#steps === this.#at;
    if (isThis) this.reached = of;
    return isThis || (this.#isLasting && this.reached === of) ? fault(this.name) : real();
  }

  // What it gives is not what its type says: that is the point.
  readonly fetch: typeof fetch = (input, init) => {
    const { pathname } = new URL(String(input));
    return this.#step(`fetch ${pathname}`, () => this.server.fetch(input, init)) as Promise<Response>;
  };

  readonly store: SessionStore = {
    get: (key) => this.#step("get", () => this.memory.get(key)) as string,
    swap: (...of) => this.#step("swap", () => this.memory.swap(...of)) as boolean,
    lock: <T>(key: string, run: () => Promise<T>) =>
      this.#step("lock", () => this.memory.lock?.(key, run) ?? run()) as Promise<T>,
  };

  get options() {
    return { network, fetch: this.fetch, store: this.store };
  }

  /** A session that the store has, whose access token lives for so many seconds. */
  async begun(lifetime: number, limits: Limits = {}): Promise<Session> {
    this.#isPreparing = true;
    this.server.lifetime = lifetime;
    const { storeTimeout } = limits;
    const session = await login({ ...credentials, ...this.options, service, storeTimeout });
    this.server.lifetime = 7200;
    this.#isPreparing = false;
    return this.listen(session);
  }

  listen(session: Session): Session {
    session.on("error", ({ code }) => this.heard.push(code));
    return session;
  }
}

const credentials = { identifier: "alice.example.com", password: "CANARY-password" };
const account = { handle: "alice.example.com", email: "alice@example.com", password: "CANARY-password" };

const call = (session: SessionLike, signal?: AbortSignal): Promise<unknown> =>
  getTimeline(createClient({ session, network }), {}, { signal });

/** How long something may take, as its options say it. */
interface Limits {
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number | undefined;
  readonly timeout?: number | undefined;
  readonly storeTimeout?: number | undefined;
}

interface Action {
  readonly run: (of: Case, limits: Limits) => Promise<Session | undefined>;
  /** What a store that fails makes of it. @default it succeeds */
  readonly withoutStore?: string;
  /** Whether it has a deadline. */
  readonly hasDeadline?: true;
}

/** What is done. */
const actions: Readonly<Record<string, Action>> = {
  login: {
    run: async (of, limits) => of.listen(await login({ ...credentials, ...of.options, ...limits })),
    hasDeadline: true,
  },
  "login with what is there": {
    async run(of, limits) {
      await of.begun(7200);
      of.server.handle = "alice.example.org";
      return of.listen(await login({ ...credentials, ...of.options, ...limits }));
    },
    hasDeadline: true,
  },
  "login at a server that is known": {
    run: (of, limits) => loginTo({ ...credentials, network, service, fetch: of.fetch, ...limits }),
    hasDeadline: true,
  },
  createAccount: {
    run: async (of, limits) => of.listen(await createAccount(account, { ...of.options, ...limits })),
    hasDeadline: true,
  },
  "resume with a text": {
    async run(of, limits) {
      const exported = (await of.begun(7200)).export();
      return of.listen(await resume(exported, { ...of.options, ...limits }));
    },
  },
  "resume from a store": {
    async run(of, limits) {
      await of.begun(7200);
      const { store, ...options } = of.options;
      const session = await resume({ store, did }, { ...options, ...limits });
      return session && of.listen(session);
    },
    withoutStore: "store_failed",
  },
  refresh: {
    async run(of, limits) {
      await (await of.begun(7200, limits)).refresh(limits);
      return undefined;
    },
  },
  logout: {
    async run(of, limits) {
      await (await of.begun(7200, limits)).logout(limits);
      return undefined;
    },
  },
  "a call with a token that has expired": {
    async run(of, limits) {
      await call(await of.begun(-10, limits), limits.signal);
      return undefined;
    },
  },
  "a call with a token that is refused": {
    async run(of, limits) {
      const session = await of.begun(7200, limits);
      of.server.expire();
      await call(session, limits.signal);
      return undefined;
    },
  },
};

/** What a promise ends with: "done", the code of an error of ours, what else was thrown, or that it does not end. */
async function outcomeOf(promise: Promise<unknown>): Promise<string> {
  const late = new Promise<string>((resolve) => void realTimeout(() => resolve("it does not end"), IN_TIME));
  const end = promise.then(
    () => "done",
    (error: unknown) => (isBlueskyError(error) ? error.code : `untyped: ${Object(error).stack}`),
  );
  return Promise.race([end, late]);
}

let cases = 0;
const work: (() => Promise<void>)[] = [];

/** Does everything in turn, some of it at once. */
async function workOff(): Promise<void> {
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = work.pop(); next; next = work.pop()) {
        await next().catch((error: unknown) => problems.push(`the test itself: ${Object(error).stack}`));
      }
    }),
  );
}

function expect(name: string, outcome: string, expected: readonly string[] | undefined): void {
  cases++;
  const isRight = expected ? expected.includes(outcome) : !/^(untyped|it does not end)/.test(outcome);
  if (!isRight) problems.push(`${name} ended with ${outcome}, expected ${expected ?? "what is typed"}`);
}

/** Walks all steps of an action. */
async function walk(
  name: string,
  { run, withoutStore = "done" }: Action,
  fault: string,
  isLasting: boolean,
): Promise<void> {
  for (let at = 1; ; at++) {
    const of = new Case(name, fault, at, isLasting);
    let session: Session | undefined;
    const outcome = await outcomeOf(
      run(of, {}).then((given) => {
        session = given;
      }),
    );
    if (!of.reached) return;
    const isOfStore = !of.reached.startsWith("fetch");
    const hasFailed = isOfStore && !QUIET.includes(fault);
    expect(`${of.name} (${of.reached})`, outcome, hasFailed ? ["done", withoutStore] : undefined);
    if (outcome !== "done" || !isOfStore) continue;
    // And the session can be used, whatever its store does.
    if (session) expect(`${of.name} (${of.reached}), and then a call`, await outcomeOf(call(session)), ["done"]);
    if (!hasFailed || !isLasting) continue;
    // Some is done behind.
    for (let wait = 0; wait < 100 && !of.heard.length; wait++) await new Promise((resolve) => setTimeout(resolve, 500));
    expect(`${of.name} (${of.reached}) is told`, `${of.heard.includes("store_failed")}`, ["true"]);
  }
}

/** Walks them where nothing else ends them than a signal, or a deadline. */
async function walkLimited(name: string, { run }: Action, kind: "aborted" | "timeout"): Promise<void> {
  for (let at = 1; ; at++) {
    const of = new Case(name, "never answers", at, true);
    const controller = new AbortController();
    if (kind === "aborted") setTimeout(() => controller.abort(), 1_000);
    const limits = kind === "aborted" ? { signal: controller.signal } : { deadline: 1_000 };
    const outcome = await outcomeOf(run(of, { ...limits, timeout: FOR_EVER, storeTimeout: FOR_EVER }));
    if (!of.reached) return;
    // Done, where it is something that nobody waits for.
    expect(`${of.name} (${of.reached}), ${kind}`, outcome, [kind, "done"]);
  }
}

for (const [name, action] of Object.entries(actions)) {
  for (const fault of Object.keys(answers)) {
    for (const isLasting of [false, true]) work.push(() => walk(name, action, fault, isLasting));
  }
  work.push(() => walkLimited(name, action, "aborted"));
  if (action.hasDeadline) work.push(() => walkLimited(name, action, "timeout"));
}

// A token that is good for a while: nobody waits for the store, nor for what renews the token.
for (const fault of Object.keys(answers)) {
  for (let at = 1; at < 12; at++) {
    work.push(async () => {
      const of = new Case("a call with a token that is good for 50 seconds", fault, at, true);
      const session = await of.begun(50, { storeTimeout: FOR_EVER });
      const outcome = await outcomeOf(call(session));
      const isOwn = of.reached?.endsWith("getTimeline");
      expect(`${of.name} (${of.reached})`, outcome, isOwn ? undefined : ["done"]);
    });
  }
}

/** What locks do that they should not. Each lets the session refresh, once. */
const locks: Readonly<Record<string, (run: () => Promise<unknown>, name: string) => unknown>> = {
  "runs it twice": (run) => Promise.all([run(), run()]),
  "runs it again later": async (run) => {
    setTimeout(run, 5_000);
    return run();
  },
  "never runs it": () => undefined,
  "never answers": () => new Promise(() => {}),
  "runs it when it was given up": (run) => new Promise((_, reject) => setTimeout(() => run().then(reject), 60_000)),
  "rejects, and runs it after that": (run, name) => {
    setTimeout(run, 1_000);
    return Promise.reject(new Error(name));
  },
  "throws, and runs it after that": (run, name) => {
    setTimeout(run, 1_000);
    throw new Error(name);
  },
  "rejects while it runs": (run, name) => {
    void run();
    return Promise.reject(new Error(name));
  },
  "throws while it runs": (run, name) => {
    void run();
    throw new Error(name);
  },
  "ends before it has run": (run) => void run(),
  "leaves it to nobody": (run) => {
    void (async () => await run())();
  },
  "is never free again": (run) => run().then(() => new Promise(() => {})),
  "rejects after it has run": (run, name) => run().then(() => Promise.reject(new Error(name))),
};

for (const [what, lock] of Object.entries(locks)) {
  for (const isDown of [false, true]) {
    work.push(async () => {
      const name = `a lock that ${what}${isDown ? ", and a server that is down" : ""}`;
      const server = new FakePds();
      const store: SessionStore = {
        ...createMemoryStore(),
        lock: <T>(_: string, run: () => Promise<T>) => lock(run, name) as Promise<T>,
      };
      const session = await login({ ...credentials, service, network, fetch: server.fetch, store });
      let asked = 0;
      server.before = ({ nsid }) => {
        if (nsid !== refreshes) return;
        asked++;
        if (isDown) return Response.json({}, { status: 501 });
      };
      expect(name, await outcomeOf(session.refresh()), [isDown ? "xrpc_error" : "done"]);
      await new Promise((resolve) => setTimeout(resolve, 70_000));
      expect(`refreshes of ${name}`, `${asked}`, ["1"]);
      expect(`logout of ${name}`, await outcomeOf(session.logout()), ["done"]);
    });
  }
}

for (const [fault, run] of Object.entries(faults)) {
  for (const event of ["refreshed", "expired", "error"] as const) {
    work.push(async () => {
      const name = `a listener of ${event} that ${fault}`;
      const server = new FakePds();
      const session = await loginTo({ ...credentials, service, network, fetch: server.fetch });
      session.on(event, () => run(name) as undefined);
      expect(name, await outcomeOf(session.refresh()), ["done"]);
      server.before = () => new Response("", { status: 501 });
      expect(name, await outcomeOf(session.refresh()), ["xrpc_error"]);
      server.before = () => Response.json({ error: "ExpiredToken" }, { status: 400 });
      expect(name, await outcomeOf(session.refresh()), ["session_expired"]);
    });
  }
  work.push(async () => {
    const name = `a function for a token that ${fault}`;
    const { fetch } = new FakePds();
    const session = bearerSession({ token: () => run(name) as string, network, fetch });
    expect(name, await outcomeOf(call(session)), undefined);
  });
  work.push(async () => {
    const name = `an OAuth client that ${fault}`;
    // What it gives is not what its type says.
    const fails = (): Promise<never> => run(name) as Promise<never>;
    const session = oauthSession({ sub: did, fetchHandler: fails, signOut: fails });
    expect(`a call of ${name}`, await outcomeOf(call(session)), undefined);
    expect(`a logout of ${name}`, await outcomeOf(session.logout()), undefined);
  });
  for (const method of ["get", "swap", "lock"] as const) {
    work.push(async () => {
      const name = `a store for the check whose ${method} ${fault}`;
      const store = { ...createMemoryStore(), [method]: () => run(name) };
      const outcome = await outcomeOf(checkSessionStore(() => store));
      const isThrown = /throws|rejects/.test(fault);
      if (!isThrown || method === "lock") expect(name, outcome, ["store_nonconforming"]);
      else cases++;
      if (outcome === "it does not end") problems.push(`${name}: ${outcome}`);
    });
  }
}

await workOff();
// Whatever rejects late has done so by then.
await new Promise((resolve) => setTimeout(resolve, 120_000));
process.stdout.write(`${JSON.stringify({ cases, problems })}\n`);
// What never answers may hold the process.
process.exit(problems.length === 0 ? 0 : 1);

import { createIdentityResolver } from "../../identity/createIdentityResolver.ts";
import { IdentityError } from "../../identity/IdentityError.ts";
import { getLatestCommit } from "../../lexicons/com/atproto/sync/getLatestCommit.ts";
import { sleep } from "../../platform/abort/sleep.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { CallError } from "../../xrpc/errors/CallError.ts";
import type { BackfillJournal } from "../model/BackfillJournal.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import type { BackfillOptions, BackfillStats } from "./BackfillOptions.ts";
import { findRepos } from "./findRepos.ts";
import { type HostLimit, hostLimit } from "./HostLimit.ts";
import { type DocumentResolver, findServer, resync } from "./resync.ts";

/** How a backfill works. */
export interface CatchingOptions extends BackfillOptions {
  readonly readers: number;
  readonly perHost: number;
  /** Ends all of it. */
  readonly ending: AbortController;
  /** Whether what the journal says is still so: the stream has what came after. */
  readonly isTrusted: boolean;
}

/** What a server answers for an account that is not active. */
const INACTIVE = new Set(["RepoNotFound", "RepoTakendown", "RepoSuspended", "RepoDeactivated"]);

/** Reads repositories, and decides about each event of the stream by what has been read. */
export class Catching {
  /** What ended it. */
  failure: { readonly error: unknown } | undefined;
  readonly #client: ClientLike;
  readonly #handler: (event: StreamEvent) => unknown;
  readonly #options: CatchingOptions;
  readonly #journal: BackfillJournal;
  readonly #identity: DocumentResolver;
  readonly #limit: HostLimit;
  /** Repositories that are being read. */
  readonly #readings = new Map<string, Promise<unknown>>();
  /** Accounts of which an event of the stream is being handled. */
  readonly #giving = new Map<string, Promise<unknown>>();
  /** How many readings have ended. */
  #ended = 0;
  /** Accounts that something new came from before they were found. */
  readonly #waiting = new Set<string>();
  /** Where the journal is not trusted: those that have been looked at. */
  #confirmed: Set<string> | undefined;
  #finding: AsyncIterator<string> | Iterator<string> | undefined;
  /** Whoever takes the next account waits for who took the one before. */
  #taking: Promise<unknown> = Promise.resolve();
  #workers = 0;
  #hasBegun = false;
  readonly #working = new Set<Promise<void>>();
  readonly #counts = { found: 0, read: 0, failed: 0, records: 0, isCaughtUp: false };

  constructor(client: ClientLike, handler: (event: StreamEvent) => unknown, options: CatchingOptions) {
    this.#client = client;
    this.#handler = handler;
    this.#options = options;
    this.#journal = options.journal ?? memoryJournal();
    const { network, fetch } = callerOf(client).options;
    this.#identity = options.identity ?? createIdentityResolver({ network, fetch, cache: { max: 10_000 } });
    this.#limit = hostLimit(options.perHost);
    this.#confirmed = options.isTrusted ? undefined : new Set();
  }

  get stats(): BackfillStats {
    return { ...this.#counts };
  }

  /** Begins to read. */
  begin(): void {
    this.#hasBegun = true;
    this.distrust(this.#confirmed);
  }

  /** Looks at all repositories again: what has changed since they were read may not have come. */
  distrust(confirmed: Set<string> | undefined = new Set()): void {
    this.#confirmed = confirmed;
    if (!this.#hasBegun) return;
    this.#counts.isCaughtUp = false;
    const { repos, collections, ending } = this.#options;
    const found = repos?.() ?? findRepos(this.#client, { collections, signal: ending.signal });
    this.#finding = Symbol.asyncIterator in found ? found[Symbol.asyncIterator]() : found[Symbol.iterator]();
    this.#pump();
  }

  /** Handles an event of the stream. */
  async handle(event: StreamEvent): Promise<void> {
    if (event.kind === "info" || event.kind === "label") {
      await this.#handler(event);
      return;
    }
    const { did, kind } = event;
    const rev = await this.#revOf(did);
    if (rev === undefined) {
      // It is read later, and what this says is in it.
      if (kind === "commit" || kind === "sync") this.#discover(did);
      else await this.#give(did, event);
      return;
    }
    if (kind === "commit" && event.rev !== "" && event.rev <= rev) return;
    await this.#give(did, event);
    const isBack = kind === "account" && event.active && rev === "";
    if (isBack || (kind === "sync" && (event.rev === "" || event.rev > rev)))
      await this.#track(did, this.#attempt(did));
  }

  /** When nothing is being read any more. */
  async ended(): Promise<void> {
    await Promise.all(this.#working);
  }

  /** Hands out an event of the stream. Meanwhile the repository is not read. */
  async #give(did: string, event: StreamEvent): Promise<void> {
    const given = Promise.resolve(this.#handler(event));
    this.#giving.set(did, given);
    try {
      await given;
    } finally {
      this.#giving.delete(did);
    }
  }

  /** The revision that was read, once it is not being read. `undefined`: it has not been. */
  async #revOf(did: string): Promise<string | undefined> {
    for (;;) {
      await this.#readings.get(did);
      const ended = this.#ended;
      const rev = await this.#known(did);
      if (rev !== undefined || (!this.#readings.has(did) && ended === this.#ended)) return rev;
    }
  }

  async #known(did: string): Promise<string | undefined> {
    if (this.#confirmed && !this.#confirmed.has(did)) return undefined;
    return this.#journal.get(did);
  }

  #discover(did: string): void {
    if (this.#options.repos || this.#waiting.has(did) || !this.#hasBegun) return;
    this.#waiting.add(did);
    this.#pump();
  }

  #pump(): void {
    const { readers, ending } = this.#options;
    while (this.#workers < readers && !ending.signal.aborted) {
      this.#workers++;
      const work = this.#work().then(
        () => {},
        (error: unknown) => this.#fail(error),
      );
      const working = work.finally(() => {
        this.#workers--;
        this.#working.delete(working);
        if (this.#workers === 0) this.#settle();
      });
      this.#working.add(working);
      // One is enough for one.
      if (!this.#finding) break;
    }
  }

  #settle(): void {
    if (this.#waiting.size > 0 || this.#finding) {
      this.#pump();
      return;
    }
    if (this.#counts.isCaughtUp || this.#options.ending.signal.aborted) return;
    this.#counts.isCaughtUp = true;
    this.#options.onCaughtUp?.();
  }

  async #work(): Promise<void> {
    const { signal } = this.#options.ending;
    for (;;) {
      const did = signal.aborted ? undefined : await this.#next();
      if (did === undefined) return;
      if (this.#readings.has(did) || (await this.#known(did)) !== undefined) continue;
      this.#counts.found++;
      await this.#track(did, this.#attempt(did));
    }
  }

  /** Another account to read, those first that something new came from. */
  async #next(): Promise<string | undefined> {
    const taken = this.#taking.then(async () => {
      for (const did of this.#waiting) {
        this.#waiting.delete(did);
        return did;
      }
      const finding = this.#finding;
      const { done, value } = (await finding?.next()) ?? { done: true, value: undefined };
      if (!done) return value;
      if (finding === this.#finding) this.#finding = undefined;
      return undefined;
    });
    this.#taking = taken.catch(() => {});
    return taken;
  }

  async #track(did: string, reading: Promise<void>): Promise<void> {
    this.#readings.set(did, reading);
    try {
      await reading;
    } finally {
      this.#ended++;
      this.#readings.delete(did);
    }
  }

  /** Reads a repository, as often as it is to be tried. */
  async #attempt(did: string): Promise<void> {
    const { ending, onRepoError } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#giving.get(did)?.catch(() => {});
        await this.#read(did, attempt > 1);
        return;
      } catch (error) {
        if (ending.signal.aborted) return;
        const decision = (await onRepoError?.({ did, error, attempt })) ?? "stop";
        if (decision === "stop") throw error;
        if (decision === "skip") {
          this.#counts.failed++;
          return;
        }
        await sleep(Math.min(30_000, 250 * 2 ** attempt) * (0.5 + Math.random() / 2), ending.signal);
      }
    }
  }

  async #read(did: string, refresh: boolean): Promise<void> {
    const { ending, collections, known, level, verifier, verify } = this.#options;
    const { signal } = ending;
    let head = { rev: "", data: "" };
    try {
      const { network } = callerOf(this.#client).options;
      const service = await findServer(did, this.#identity, { network, signal, refresh });
      const leave = await this.#limit.enter(service);
      try {
        // What was read before the stream began is looked at, and read again only if it has changed.
        const before = this.#confirmed?.has(did) === false ? await this.#journal.get(did) : undefined;
        if (before && (await getLatestCommit(this.#client, { did }, { service, signal })).rev === before) {
          this.#confirmed?.add(did);
          return;
        }
        const options = { collections, known: known?.(did), verify: level, verifier, identity: this.#identity, signal };
        const onCommit = ({ rev, data }: typeof head): void => {
          head = { rev, data };
        };
        for await (const event of resync(this.#client, did, { ...options, onCommit })) {
          if (signal.aborted) return;
          await this.#handler(event);
          this.#counts.records++;
        }
      } finally {
        leave();
      }
    } catch (error) {
      if (!isInactive(error)) throw error;
    }
    if (signal.aborted) return;
    await this.#journal.set(did, head.rev);
    if (head.rev !== "") await verify?.settle(did, head);
    this.#confirmed?.add(did);
    this.#counts.read++;
  }

  #fail(error: unknown): void {
    if (this.#options.ending.signal.aborted) return;
    this.failure ??= { error };
    this.#options.ending.abort();
  }
}

function isInactive(error: unknown): boolean {
  if (error instanceof IdentityError) return error.code === "did_not_found";
  const { error: name } = Object(error) as { readonly error?: unknown };
  return error instanceof CallError && typeof name === "string" && INACTIVE.has(name);
}

function memoryJournal(): BackfillJournal {
  const revs = new Map<string, string>();
  return {
    get: (did) => revs.get(did),
    set(did, rev) {
      revs.set(did, rev);
    },
  };
}

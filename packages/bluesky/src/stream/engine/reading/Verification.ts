import { streamError } from "../../model/StreamError.ts";
import type { StreamEvent, SyncEvent, SyncReason } from "../../model/StreamEvent.ts";
import type { Reading } from "../../source/Source.ts";
import type { CommitVerifier } from "../../verify/createVerifier.ts";
import type { Verified } from "../../verify/Verified.ts";
import type { Core } from "../core/Core.ts";
import type { Unit } from "../core/Unit.ts";

/** How many commits are verified at once, each of which may wait for an identity. */
const MOST = 64;
/** How often an identity is looked up that cannot be found out, before `onError` is asked. */
const ATTEMPTS = 3;

/** Verifies units before they are handed out: those of an account one after the other, those of several at once. */
export class Verification {
  readonly #core: Core;
  readonly #verifier: CommitVerifier;
  /** What the next unit of an account waits for. */
  readonly #accounts = new Map<string, Promise<void>>();
  #running = 0;
  readonly #queue: (() => void)[] = [];

  constructor(core: Core, verifier: CommitVerifier) {
    this.#core = core;
    this.#verifier = verifier;
  }

  /** Begins to verify a unit. */
  start(unit: Unit, did: string, reading: Reading, host: string): void {
    const before = this.#accounts.get(did);
    const work = async (): Promise<void> => {
      await before;
      await this.#enter();
      try {
        if (!this.#core.isEnded) await this.#verify(unit, did, reading, host);
      } catch (error) {
        this.#core.fail(error);
      } finally {
        this.#leave();
      }
    };
    const ready = work().then(() => {
      if (this.#accounts.get(did) === ready) this.#accounts.delete(did);
    });
    this.#accounts.set(did, ready);
    unit.ready = ready;
  }

  async #enter(): Promise<void> {
    if (this.#running < MOST) this.#running++;
    // Whoever leaves hands its place on.
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running--;
  }

  async #verify(unit: Unit, did: string, { commit, sync }: Reading, host: string): Promise<void> {
    const { signal } = this.#core.ended;
    if (!commit && !sync) {
      if (unit.events.some(({ kind }) => kind === "identity")) this.#verifier.forget(did);
      return;
    }
    for (let attempt = 1; !this.#core.isEnded; attempt++) {
      const verified = await (commit
        ? this.#verifier.verify(commit, signal)
        : sync && this.#verifier.verifySync(sync, signal));
      if (!verified || this.#core.isEnded) return;
      unit.head = verified.head;
      if (verified.ok) return;
      const { reason } = verified;
      if (reason === "stale") {
        unit.events = [];
        this.#core.counts.duplicates++;
        return;
      }
      if (reason === "chain" || reason === "too_big") {
        this.#addSync(unit, did, reason, verified.message, host);
        return;
      }
      const isUnknown = reason === "identity";
      if (isUnknown && attempt < ATTEMPTS) {
        await this.#core.pause(attempt, signal);
        continue;
      }
      if ((await this.#refuse(unit, did, verified, host)) === "retry") {
        await this.#core.pause(attempt, signal);
        continue;
      }
      return;
    }
  }

  async #refuse(
    unit: Unit,
    did: string,
    { message, cause, reason }: Verified & { readonly ok: false },
    host: string,
  ): Promise<"retry" | undefined> {
    this.#core.counts.failedVerifications++;
    const { seq } = unit;
    const text = `A commit of ${did} does not verify (${reason}): ${message}`;
    const error = streamError("verification_failed", text, { host, seq, did, reason, cause });
    // Anybody can send a commit that does not verify: that ends no stream by itself.
    const decision = await this.#core.decide(error, unit.events[0], "skip");
    if (decision === "retry") return decision;
    unit.events = [];
    unit.head = undefined;
    if (decision === "stop") this.#core.fail(error);
    else this.#core.counts.skipped++;
    return undefined;
  }

  /** Says that the repository has to be read, in front of what the commit itself says. */
  #addSync(unit: Unit, did: string, reason: SyncReason, message: string, host: string): void {
    const { kinds } = this.#core.settings.wanted;
    if (kinds && !kinds.has("sync")) return;
    const others = unit.events.filter(({ kind }) => kind !== "sync");
    const first = unit.events[0];
    const { last } = this.#core;
    const event: SyncEvent = {
      kind: "sync",
      seq: unit.seq ?? 0,
      time: first?.time ?? last?.time ?? "",
      host,
      did,
      rev: unit.head?.rev ?? "",
      reason,
      message,
    };
    const events: StreamEvent[] = [event, ...others];
    unit.events = events;
  }
}

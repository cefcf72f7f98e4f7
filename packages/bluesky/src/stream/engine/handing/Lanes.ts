import { isThenable } from "../../../platform/abort/quietly.ts";
import type { StreamEvent } from "../../model/StreamEvent.ts";
import type { Core } from "../core/Core.ts";
import { Fifo } from "../core/Fifo.ts";
import type { Unit } from "../core/Unit.ts";
import { handlerFailed } from "./handlerFailed.ts";

/**
 * Handles units, a few at once: each account has a lane, in which one comes after the other. What a handler does without waiting costs
 * no promise.
 */
export class Lanes {
  readonly #core: Core;
  readonly #handler: (event: StreamEvent) => unknown;
  readonly #lanes = new Map<string, Fifo<Unit>>();
  /** Lanes that nobody works in. */
  readonly #ready: Fifo<string> = new Fifo();
  #active = 0;
  #isPumping = false;
  #resolve: () => void = () => {};
  /** When all is done, and there will be no more. */
  readonly done: Promise<void>;

  constructor(core: Core, handler: (event: StreamEvent) => unknown) {
    this.#core = core;
    this.#handler = handler;
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Takes a unit. */
  take(unit: Unit): void {
    const key = unit.did ?? "";
    const lane = this.#lanes.get(key);
    if (lane) lane.push(unit);
    else {
      const made = new Fifo<Unit>();
      made.push(unit);
      this.#lanes.set(key, made);
      this.#ready.push(key);
    }
    this.pump();
  }

  /** Works in as many lanes as are allowed. */
  pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    const { parallel } = this.#core.settings;
    while (this.#active < parallel && !this.#core.isEnded) {
      const key = this.#ready.shift();
      if (key === undefined) break;
      const unit = this.#lanes.get(key)?.shift();
      if (!unit) continue;
      this.#active++;
      const working = unit.ready ? this.#whenReady(unit) : this.#handle(unit, 0);
      if (working) {
        void working.then(
          () => this.#leave(key),
          (error: unknown) => {
            this.#core.fail(error);
            this.#leave(key);
          },
        );
      } else this.#free(key);
    }
    this.#isPumping = false;
    const isAll = this.#core.isEnded || (this.#core.isClosing && this.#lanes.size === 0);
    if (isAll && this.#active === 0) this.#resolve();
  }

  #leave(key: string): void {
    this.#free(key);
    this.pump();
  }

  #free(key: string): void {
    this.#active--;
    if (this.#lanes.get(key)?.size) this.#ready.push(key);
    else this.#lanes.delete(key);
  }

  async #whenReady(unit: Unit): Promise<void> {
    await unit.ready;
    if (!this.#core.isEnded) await this.#handle(unit, 0);
  }

  /** Handles the events of a unit, from one of them on. @returns nothing where nothing is to be waited for */
  #handle(unit: Unit, from: number): Promise<void> | undefined {
    const { events } = unit;
    for (let index = from; index < events.length; index++) {
      const event = events[index];
      if (!event) continue;
      try {
        const given = this.#handler(event);
        if (isThenable(given)) return this.#wait(unit, index, event, given);
      } catch (error) {
        return this.#wait(unit, index, event, Promise.reject(error));
      }
      this.#core.counts.events++;
    }
    this.#core.finish(unit);
    return undefined;
  }

  async #wait(unit: Unit, index: number, event: StreamEvent, given: PromiseLike<unknown>): Promise<void> {
    const core = this.#core;
    let working = given;
    for (let attempt = 0; ; attempt++) {
      try {
        await working;
        core.counts.events++;
        break;
      } catch (cause) {
        const error = handlerFailed(event, cause);
        const decision = await core.decide(error, event);
        if (decision === "stop") return core.fail(error);
        if (decision === "skip") {
          core.counts.skipped++;
          break;
        }
        await core.pause(attempt, core.ended.signal);
        if (core.isEnded) return;
        working = (async () => this.#handler(event))();
      }
    }
    if (!core.isEnded) return this.#handle(unit, index + 1);
    // It was the last one: what is done stays done.
    if (index === unit.events.length - 1) core.finish(unit);
  }
}

import { after } from "../../../platform/abort/after.ts";
import type { StreamEvent } from "../../model/StreamEvent.ts";
import { encodePosition, type StreamPosition } from "../../model/StreamPosition.ts";
import type { Core } from "../core/Core.ts";
import type { Unit } from "../core/Unit.ts";
import { handlerFailed } from "./handlerFailed.ts";

/** Hands events out several at a time, each time with the cursor behind them. */
export async function applyBatches(
  core: Core,
  most: number,
  apply: (events: readonly StreamEvent[], cursor: string) => unknown,
): Promise<void> {
  const { source, saveEvery } = core.settings;
  let given: string | undefined = core.cursor;
  let position: StreamPosition | undefined = core.progress.done;
  let units: Unit[] = [];
  let next = core.next();
  for (;;) {
    if ((await isLate(next, saveEvery)) && units.length === 0) {
      // Nothing came that is wanted, and yet it has gone on.
      if (core.cursor !== undefined && core.cursor !== given) {
        given = core.cursor;
        await applyOne(core, [], given, apply);
      }
      continue;
    }
    const unit = await next;
    if (!unit) return;
    units.push(unit);
    let count = countOf(units);
    while (count < most && core.waiting > 0) {
      const more = await core.next();
      if (!more) break;
      units.push(more);
      count += more.events.length;
    }
    for (const { flight } of units) position = flight.through ?? position;
    // What is said before the first number waits for it.
    if (position || source.numbers === "acknowledged") {
      given = position && encodePosition(source.name, position);
      const events = units.flatMap((one) => one.events);
      if (events.length > 0) await applyOne(core, events, given ?? "", apply);
      if (core.isEnded) return;
      core.counts.events += events.length;
      for (const one of units) core.finish(one);
      units = [];
    }
    next = core.next();
  }
}

function countOf(units: readonly Unit[]): number {
  return units.reduce((sum, { events }) => sum + events.length, 0);
}

/** Whether a promise takes longer than so many milliseconds. */
function isLate(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = after(ms, undefined, () => resolve(true));
    const end = (): void => {
      cancel();
      resolve(false);
    };
    void promise.then(end, end);
  });
}

async function applyOne(
  core: Core,
  events: readonly StreamEvent[],
  cursor: string,
  apply: (events: readonly StreamEvent[], cursor: string) => unknown,
): Promise<void> {
  for (let attempt = 0; !core.isEnded; attempt++) {
    try {
      await apply(events, cursor);
      return;
    } catch (cause) {
      const error = handlerFailed(events[0], cause);
      const decision = await core.decide(error, events[0]);
      if (decision === "stop") return core.fail(error);
      if (decision === "skip") {
        core.counts.skipped += events.length;
        return;
      }
      await core.pause(attempt, core.ended.signal);
    }
  }
}

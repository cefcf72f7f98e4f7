import type { FrameFault } from "../../frame/FrameFault.ts";
import { BlockRecord } from "../../frame/RecordEvents.ts";
import type { InfoEvent, StreamEvent } from "../../model/StreamEvent.ts";
import type { StreamPosition } from "../../model/StreamPosition.ts";
import type { Reading } from "../../source/Source.ts";
import type { Core } from "../core/Core.ts";
import type { Unit } from "../core/Unit.ts";
import { Verification } from "./Verification.ts";

/** How many units of a Tap are remembered that are done: what comes again is acknowledged again. */
const REMEMBERED = 10_000;
/** Every so many frames one is read as a whole, for its time. */
const SAMPLED = 64;

/** So many microseconds without an event behind a cursor are odd. */
const LONG = 60_000_000;

/** A connection, as far as it matters for what comes through it. */
export interface Connected {
  readonly host: string;
  /** Where it began. `undefined`: not behind a position. */
  readonly after: StreamPosition | undefined;
  /** The time that it began at, in microseconds since 1970, where that is known. */
  readonly since: number | undefined;
  /** No frame with a number has come yet. */
  isFirst: boolean;
  /** How many more of the number that it began with were done before. */
  toSkip: number;
}

/** Turns what was read into units: drops what had come before and what nobody wants, and counts. */
export class Intake {
  readonly #core: Core;
  readonly #verification: Verification | undefined;
  /** Frames of the last number, where several can have the same. */
  #same: (string | Uint8Array)[] = [];
  /** Units of a Tap, by whether they are done. */
  readonly #tapped = new Map<number, boolean>();

  constructor(core: Core) {
    this.#core = core;
    const { verify } = core.settings;
    this.#verification = verify && new Verification(core, verify);
    core.onDone = ({ seq }) => this.#acknowledge(seq);
  }

  /** Whether a frame is read as a whole, also where nothing of it is wanted. */
  readsWhole({ isFirst }: Connected): boolean {
    return isFirst || this.#core.counts.frames % SAMPLED === 0;
  }

  /** @returns `renumbered` where the host has begun to count anew: then nothing was taken */
  take(reading: Reading, data: string | Uint8Array, connected: Connected): "renumbered" | undefined {
    const core = this.#core;
    const { seq, time } = reading;
    if (time !== undefined) core.newest = { time, at: Date.now() };
    if (seq === undefined) {
      this.#add(reading, undefined, data, connected.host);
      return undefined;
    }
    const { numbers } = core.settings.source;
    if (numbers === "acknowledged") {
      this.#takeTapped(reading, seq, data, connected);
      return undefined;
    }
    const { last } = core;
    const { isFirst } = connected;
    connected.isFirst = false;
    let same = 1;
    if (last && last.host === connected.host) {
      if (seq < last.seq) {
        if (isFirst && isNewer(time, last.time) && connected.after) return "renumbered";
        core.counts.duplicates++;
        return undefined;
      }
      if (seq === last.seq) {
        if (numbers === "own" || connected.toSkip > 0 || this.#same.includes(data)) {
          connected.toSkip--;
          core.counts.duplicates++;
          return undefined;
        }
        same = last.same + 1;
      } else if (numbers === "own" && seq > last.seq + 1) core.counts.gaps++;
    }
    if (isFirst) this.#checkClamped(seq, connected);
    if (numbers === "times") {
      if (same === 1) this.#same = [];
      this.#same.push(data);
    }
    const position = { host: connected.host, seq, same, time: time ?? last?.time ?? "" };
    core.last = position;
    this.#add(reading, position, data, connected.host);
    return undefined;
  }

  /** A frame that cannot be read is left out. */
  skip({ seq }: FrameFault, { host }: Connected): void {
    const core = this.#core;
    core.counts.skipped++;
    const { last } = core;
    if (seq === undefined || core.settings.source.numbers === "acknowledged") return;
    if (last?.host === host && seq <= last.seq) return;
    core.last = { host, seq, same: 1, time: last?.time ?? "" };
    core.pass(core.last);
  }

  /** Says something about the stream itself. */
  say(name: string, message: string, host: string): void {
    const event: InfoEvent = {
      kind: "info",
      seq: this.#core.last?.seq ?? 0,
      time: new Date().toISOString(),
      host,
      name,
      message,
    };
    this.#add({ events: [event] }, undefined, "", host);
  }

  /** Jetstream v1 moves a cursor that is too old without a word. Of few accounts there may well be nothing for long. */
  #checkClamped(seq: number, { since, host }: Connected): void {
    const { source, wanted } = this.#core.settings;
    if (source.numbers !== "times" || since === undefined || wanted.dids || seq - since < LONG) return;
    const seconds = Math.round((seq - since) / 1e6);
    this.say(
      "CursorClamped",
      `nothing came for ${seconds} seconds behind the cursor: the host may no longer have it`,
      host,
    );
  }

  #takeTapped(reading: Reading, seq: number, data: string | Uint8Array, { host }: Connected): void {
    const core = this.#core;
    const isDone = this.#tapped.get(seq);
    if (isDone !== undefined) {
      core.counts.duplicates++;
      if (isDone) this.#acknowledge(seq);
      return;
    }
    this.#tapped.set(seq, false);
    core.last = { host, seq, same: 1, time: reading.time ?? "" };
    this.#add(reading, undefined, data, host);
  }

  /** Tells a Tap that all of a frame is done. Where that does not reach it, the frame comes again. */
  #acknowledge(seq: number | undefined): void {
    const { socket, settings, isConnected } = this.#core;
    if (!settings.source.acknowledge || seq === undefined) return;
    this.#tapped.delete(seq);
    this.#tapped.set(seq, true);
    for (const [oldest, isDone] of this.#tapped) {
      if (this.#tapped.size <= REMEMBERED || !isDone) break;
      this.#tapped.delete(oldest);
    }
    if (isConnected) socket?.send(settings.source.acknowledge(seq));
  }

  #add(reading: Reading, position: StreamPosition | undefined, data: string | Uint8Array, host: string): void {
    const core = this.#core;
    const { did, seq } = reading;
    const isVerified = this.#verification !== undefined && did !== undefined;
    const events = reading.events.length === 0 ? reading.events : this.#choose(reading.events);
    if (events.length === 0 && !isVerified) {
      if (position) core.pass(position);
      // What nobody wants is done.
      else this.#acknowledge(seq);
      return;
    }
    for (const event of events) if (event instanceof BlockRecord) event.detach();
    const flight = core.progress.add(position);
    const unit: Unit = { did, seq, events, flight, bytes: data.length, weight: Math.max(1, events.length) };
    if (this.#verification && did !== undefined) this.#verification.start(unit, did, reading, host);
    core.enqueue(unit);
  }

  /** What is wanted. Here, in the order of the stream, it is noted which accounts are not active. */
  #choose(events: readonly StreamEvent[]): readonly StreamEvent[] {
    const { inactive, wanted } = this.#core.settings;
    if (!inactive && !wanted.kinds) return events;
    return events.filter((event) => {
      if (inactive && event.kind === "account") {
        if (event.active) inactive.delete(event.did);
        else inactive.add(event.did);
      }
      if (wanted.kinds && !wanted.kinds.has(event.kind)) return false;
      return !(inactive && event.kind === "commit" && inactive.has(event.did));
    });
  }
}

/** Whether a time lies behind another one, both as datetimes. */
function isNewer(time: string | undefined, than: string): boolean {
  return time !== undefined && Date.parse(time) > Date.parse(than);
}

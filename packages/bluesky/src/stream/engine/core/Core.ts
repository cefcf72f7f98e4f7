import { sleep } from "../../../platform/abort/sleep.ts";
import type { StreamError } from "../../model/StreamError.ts";
import type { StreamEvent } from "../../model/StreamEvent.ts";
import { encodePosition, type StreamPosition } from "../../model/StreamPosition.ts";
import type { Socket } from "../../socket/Socket.ts";
import type { ErrorDecision } from "../contract/StreamOptions.ts";
import { CursorSaver } from "./CursorSaver.ts";
import { Fifo } from "./Fifo.ts";
import { Progress } from "./Progress.ts";
import type { Settings } from "./Settings.ts";
import type { Unit } from "./Unit.ts";

/** What all that works on a stream shares: what came, how far it is done, how it ends. */
export class Core {
  readonly settings: Settings;
  readonly progress: Progress = new Progress();
  readonly counts: Record<
    "frames" | "events" | "bytes" | "connections" | "duplicates" | "gaps" | "skipped" | "failedVerifications",
    number
  > = {
    frames: 0,
    events: 0,
    bytes: 0,
    connections: 0,
    duplicates: 0,
    gaps: 0,
    skipped: 0,
    failedVerifications: 0,
  };
  /** All up to here was read. */
  last: StreamPosition | undefined;
  /** When the last frame came whose time is known, and when it was sent. */
  newest: { readonly time: string; readonly at: number } | undefined;
  host: string | undefined;
  socket: Socket | undefined;
  isConnected = false;
  pendingEvents = 0;
  pendingBytes = 0;
  /** No more is read. What was read is still handed out, unless it has ended, too. */
  isClosing = false;
  /** Nothing more is handed out. */
  isEnded = false;
  failure: { readonly error: unknown } | undefined;
  /** Takes units as they come. Without it they wait for `next`. */
  onUnit: ((unit: Unit) => void) | undefined;
  /** Told of each unit that is done. */
  onDone: ((unit: Unit) => void) | undefined;
  /** Told when there will be no more. */
  onClosing: (() => void) | undefined;
  readonly saver: CursorSaver;
  /** Aborted when no more is read. */
  readonly closing: AbortController = new AbortController();
  /** Aborted when nothing more is handed out. */
  readonly ended: AbortController = new AbortController();
  readonly #waiting: Fifo<Unit> = new Fifo();
  #wakeConsumer: (() => void) | undefined;
  /** Whoever waits for room. */
  #readers: (() => void)[] = [];
  #isPaused = false;

  constructor(settings: Settings, { isSaving }: { readonly isSaving: boolean }) {
    this.settings = settings;
    const store = isSaving ? settings.cursor : undefined;
    this.saver = new CursorSaver(
      store,
      settings.saveEvery,
      () => this.cursor,
      (error) => this.fail(error),
    );
  }

  get cursor(): string | undefined {
    const { done } = this.progress;
    return done && encodePosition(this.settings.source.name, done);
  }

  /** Hands a unit on. */
  enqueue(unit: Unit): void {
    this.pendingEvents += unit.weight;
    this.pendingBytes += unit.bytes;
    if (this.onUnit) this.onUnit(unit);
    else {
      this.#waiting.push(unit);
      this.#wakeConsumer?.();
    }
    if (this.isFull) this.#hold();
  }

  get isFull(): boolean {
    const { maxEvents, maxBytes } = this.settings;
    // What is done behind something that is not comes again after a crash: that is bounded, too.
    return this.pendingEvents >= maxEvents || this.pendingBytes >= maxBytes || this.progress.size >= maxEvents;
  }

  /** How many units wait for `next`. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** The next unit, verified. `undefined`: there are no more. */
  async next(): Promise<Unit | undefined> {
    for (;;) {
      if (this.isEnded) return undefined;
      const unit = this.#waiting.shift();
      if (unit) {
        await unit.ready;
        return this.isEnded ? undefined : unit;
      }
      if (this.isClosing) return undefined;
      await new Promise<void>((resolve) => {
        this.#wakeConsumer = resolve;
      });
      this.#wakeConsumer = undefined;
    }
  }

  /** All of a unit is done. */
  finish(unit: Unit): void {
    const { verify } = this.settings;
    this.pendingEvents -= unit.weight;
    this.pendingBytes -= unit.bytes;
    const settling = unit.head && unit.did !== undefined ? verify?.settle(unit.did, unit.head) : undefined;
    const end = (): void => {
      this.onDone?.(unit);
      if (this.progress.finish(unit.flight)) this.saver.touch();
      if (this.#isPaused && this.#hasRoom) this.#release();
    };
    if (settling) settling.then(end, (error: unknown) => this.fail(error));
    else end();
  }

  /** There was nothing in a frame that is wanted. */
  pass(position: StreamPosition): void {
    this.progress.pass(position);
    this.saver.touch();
  }

  get #hasRoom(): boolean {
    const { maxEvents, maxBytes } = this.settings;
    const isLittle = this.pendingEvents <= maxEvents / 2 && this.pendingBytes <= maxBytes / 2;
    return isLittle && this.progress.size <= maxEvents / 2;
  }

  /** Whether reading has stopped because too much lies waiting. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  #hold(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    const { socket } = this;
    // What cannot pause is closed by whoever has opened it.
    socket?.pause?.();
  }

  #release(): void {
    this.#isPaused = false;
    this.socket?.resume?.();
    this.#wakeReaders();
  }

  /** Until there is room for more. */
  async room(): Promise<void> {
    while (this.#isPaused && !this.isClosing) {
      await new Promise<void>((resolve) => this.#readers.push(resolve));
    }
  }

  #wakeReaders(): void {
    const readers = this.#readers;
    this.#readers = [];
    for (const wake of readers) wake();
  }

  /** What is done about an error. */
  async decide(
    error: StreamError,
    event: StreamEvent | undefined,
    otherwise: ErrorDecision = "stop",
  ): Promise<ErrorDecision> {
    const { onError } = this.settings;
    return onError ? await onError(error, event) : otherwise;
  }

  /** A pause before something is tried again, the longer the more often it was tried. */
  async pause(attempt: number, signal: AbortSignal): Promise<void> {
    const { minDelay, maxDelay } = this.settings;
    const delay = Math.min(maxDelay, minDelay * 2 ** Math.min(attempt, 30));
    await sleep(delay * (0.5 + Math.random() / 2), signal);
  }

  /** No more is read: what was read is still handed out. */
  close(): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.isConnected = false;
    this.socket?.close();
    this.closing.abort();
    this.#wakeReaders();
    this.#wakeConsumer?.();
    this.onClosing?.();
  }

  /** Nothing more is handed out. */
  end(): void {
    this.isEnded = true;
    this.ended.abort();
    this.close();
  }

  /** It ends with an error, behind what was read before. */
  failSoon(error: unknown): void {
    this.failure ??= { error };
    this.close();
  }

  /** It ends with an error, now. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.end();
  }
}

import { after } from "../../../platform/abort/after.ts";
import { FrameFault } from "../../frame/FrameFault.ts";
import type { StreamPosition } from "../../model/StreamPosition.ts";
import { openSocket } from "../../socket/openSocket.ts";
import type { SocketEnd } from "../../socket/Socket.ts";
import type { Beginning, Reading } from "../../source/Source.ts";
import type { Core } from "../core/Core.ts";
import type { Connected, Intake } from "./Intake.ts";

/** What lets a frame through that is larger than allowed, so that it can be passed by: as many times the bound. */
const TOLERANCE = 32;

/** How a connection ended. */
export type Outcome = {
  /** Whether a frame came. */
  readonly progressed: boolean;
} & (
  | { readonly type: "closed"; readonly end: SocketEnd }
  /** Too much lies waiting. */
  | { readonly type: "full" }
  /** A frame cannot be read. */
  | { readonly type: "fault"; readonly fault: FrameFault; readonly isTooLarge: boolean }
  /** The host has said why. */
  | { readonly type: "error"; readonly name: string; readonly message: string | undefined }
  /** The host has begun to count anew. */
  | { readonly type: "renumbered" }
);

/** What an outcome is before it is known whether a frame came. */
type Ending<T = Outcome> = T extends unknown ? Omit<T, "progressed"> : never;

/** Opens a connection and takes what comes until it ends. */
export class Connection {
  readonly #core: Core;
  readonly #intake: Intake;
  readonly #resolve: (outcome: Outcome) => void;
  readonly #connected: Connected;
  /** Whether frames that cannot be read are passed by. */
  readonly #isTolerant: boolean;
  #progressed = false;
  #isOver = false;
  #stopWatching: (() => void) | undefined;
  /** Frames whose reading takes time are taken in their order. */
  #reading: Promise<void> | undefined;

  private constructor(
    core: Core,
    intake: Intake,
    connected: Connected,
    isTolerant: boolean,
    resolve: (outcome: Outcome) => void,
  ) {
    this.#core = core;
    this.#intake = intake;
    this.#connected = connected;
    this.#isTolerant = isTolerant;
    this.#resolve = resolve;
  }

  /** @returns when it has ended, how */
  static run(
    core: Core,
    intake: Intake,
    {
      url,
      host,
      beginning,
      isTolerant,
    }: {
      readonly url: string;
      readonly host: string;
      readonly beginning: Beginning;
      readonly isTolerant: boolean;
    },
  ): Promise<Outcome> {
    return new Promise((resolve) => {
      const position: StreamPosition | undefined =
        typeof beginning === "object" && "after" in beginning ? beginning.after : undefined;
      const since = typeof beginning === "object" && "since" in beginning ? beginning.since * 1000 : position?.seq;
      const connected: Connected = { host, after: position, since, isFirst: true, toSkip: position?.same ?? 0 };
      new Connection(core, intake, connected, isTolerant, resolve).#open(url, beginning);
    });
  }

  #open(url: string, beginning: Beginning): void {
    const core = this.#core;
    const { settings } = core;
    const opening = settings.source.open(url, beginning, settings.wanted);
    const maxFrame = settings.maxFrameSize * (this.#isTolerant ? TOLERANCE : 1);
    core.counts.connections++;
    const socket = openSocket(settings.WebSocket, opening, maxFrame, {
      onOpen: () => {
        core.isConnected = true;
        core.host = this.#connected.host;
      },
      onMessage: (data) => this.#take(data),
      onEnd: (end) =>
        this.#whenRead(() => this.#finish({ type: end.isTooLarge ? "fault" : "closed", ...toFault(end) })),
    });
    core.socket = socket;
    if (this.#isOver || core.isClosing) {
      socket.close();
      this.#finish({ type: "closed", end: { what: "the stream was ended" } });
      return;
    }
    // Whoever closes the stream closes the connection: then nobody says that it has ended.
    const stop = after(Infinity, core.closing.signal, () =>
      this.#finish({ type: "closed", end: { what: "the stream was ended" } }),
    );
    const unwatch = this.#watch();
    this.#stopWatching = () => {
      stop();
      unwatch();
    };
  }

  /** A host that says nothing for long may be gone without a word. */
  #watch(): () => void {
    const core = this.#core;
    let before = -1;
    let cancel = (): void => {};
    const look = (): void => {
      const { frames } = core.counts;
      if (frames === before && !core.isPaused) {
        this.#finish({ type: "closed", end: { what: `nothing came for ${core.settings.idleTimeout} ms` } });
        return;
      }
      before = core.isPaused ? -1 : frames;
      cancel = after(core.settings.idleTimeout, undefined, look);
    };
    look();
    return () => cancel();
  }

  #finish(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const core = this.#core;
    core.isConnected = false;
    core.socket?.close();
    core.socket = undefined;
    this.#stopWatching?.();
    // What TypeScript cannot put together again: it is what the ending says, and whether a frame came.
    this.#resolve({ ...ending, progressed: this.#progressed } as Outcome);
  }

  /** Now, or when all frames before have been read. */
  #whenRead(next: () => void): void {
    if (this.#reading) void this.#reading.then(next, next);
    else next();
  }

  #take(data: string | Uint8Array): void {
    if (this.#isOver) return;
    const core = this.#core;
    core.counts.frames++;
    core.counts.bytes += data.length;
    // A connection that pauses still gives what it has read: that waits here, unread.
    if (this.#reading || core.isPaused) {
      const before = this.#reading ?? Promise.resolve();
      const reading = before.then(() => core.room()).then(() => this.#readSlowly(data));
      this.#reading = reading;
      const end = (): void => {
        if (this.#reading === reading) this.#reading = undefined;
      };
      void reading.then(end, end);
      return;
    }
    try {
      const reading = this.#read(data);
      if (reading instanceof Promise) this.#reading = this.#takeSlowly(reading, data);
      else this.#accept(reading, data);
    } catch (error) {
      this.#fail(error);
    }
  }

  #read(data: string | Uint8Array): Reading | undefined | Promise<Reading | undefined> {
    const { source, wanted, wantedWhole, maxFrameSize } = this.#core.settings;
    const isWhole = this.#intake.readsWhole(this.#connected);
    const reading = source.read(data, this.#connected.host, isWhole ? wantedWhole : wanted);
    if (data.length <= maxFrameSize) return reading;
    const seq = reading instanceof Promise ? undefined : reading?.seq;
    throw new TooLarge(`it has ${data.length} bytes, more than ${maxFrameSize}`, seq);
  }

  async #readSlowly(data: string | Uint8Array): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.#takeSlowly(Promise.resolve(this.#read(data)), data);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #takeSlowly(reading: Promise<Reading | undefined>, data: string | Uint8Array): Promise<void> {
    try {
      this.#accept(await reading, data);
    } catch (error) {
      this.#fail(error);
    }
  }

  #accept(reading: Reading | undefined, data: string | Uint8Array): void {
    if (this.#isOver) return;
    const core = this.#core;
    if (!reading) {
      core.counts.skipped++;
      return;
    }
    if (reading.error) {
      this.#finish({ type: "error", name: reading.error.name, message: reading.error.message });
      return;
    }
    const before = core.last;
    if (this.#intake.take(reading, data, this.#connected) === "renumbered") {
      this.#finish({ type: "renumbered" });
      return;
    }
    // What had come before is none.
    if (core.last !== before) this.#progressed = true;
    if (core.isPaused && !core.socket?.pause) this.#finish({ type: "full" });
  }

  #fail(error: unknown): void {
    const fault = error instanceof FrameFault ? error : undefined;
    if (!fault) {
      // What undoes compression is the program's own.
      this.#core.failSoon(error);
      return;
    }
    if (this.#isTolerant && !this.#progressed) {
      this.#intake.skip(fault, this.#connected);
      this.#progressed = true;
      return;
    }
    this.#finish({ type: "fault", fault, isTooLarge: fault instanceof TooLarge });
  }
}

/** A frame that is larger than allowed. */
class TooLarge extends FrameFault {}

function toFault(end: SocketEnd): { fault: FrameFault; isTooLarge: boolean; end: SocketEnd } {
  return { fault: new TooLarge("it is larger than allowed"), isTooLarge: true, end };
}

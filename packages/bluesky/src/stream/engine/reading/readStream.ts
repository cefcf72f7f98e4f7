import { parseUrl } from "../../../platform/parseUrl.ts";
import { type StreamErrorCode, streamError } from "../../model/StreamError.ts";
import type { Refusal } from "../../socket/Socket.ts";
import type { Beginning } from "../../source/Source.ts";
import type { Core } from "../core/Core.ts";
import { Connection, type Outcome } from "./Connection.ts";
import { Intake } from "./Intake.ts";

/** How often a frame is asked for that cannot be read, before it is an error. */
const STRIKES = 3;

/** Reads a stream until it is closed: connection after connection, host after host. It never rejects: what goes wrong ends the stream. */
export async function readStream(core: Core): Promise<void> {
  try {
    await new Reader(core).run();
  } catch (error) {
    core.failSoon(error);
  }
}

class Reader {
  readonly #core: Core;
  readonly #intake: Intake;
  #index = 0;
  /** Connections in a row that brought nothing. */
  #failures = 0;
  /** Frames in a row, at the same place, that could not be read. */
  #strikes = 0;
  #strikesAt: number | undefined;
  #isTolerant = false;
  /** Where to begin in place of behind what was read last. */
  #instead: Beginning | undefined;

  constructor(core: Core) {
    this.#core = core;
    this.#intake = new Intake(core);
    const { urls } = core.settings.source;
    const known = urls.findIndex((url) => hostOf(url) === core.last?.host);
    this.#index = Math.max(0, known);
  }

  async run(): Promise<void> {
    const core = this.#core;
    const { urls } = core.settings.source;
    while (!core.isClosing) {
      await core.room();
      const url = urls[this.#index % urls.length] ?? "";
      const host = hostOf(url);
      const beginning = core.isClosing ? undefined : await this.#begin(host);
      if (core.isClosing) return;
      if (!beginning) continue;
      const isTolerant = this.#isTolerant;
      const outcome = await Connection.run(core, this.#intake, { url, host, beginning, isTolerant });
      if (core.isClosing) return;
      if (outcome.progressed) {
        this.#failures = 0;
        this.#isTolerant = false;
        this.#instead = undefined;
      }
      await this.#react(outcome, host);
    }
  }

  /** Where a connection begins. `undefined`: try again. */
  async #begin(host: string): Promise<Beginning | undefined> {
    const { last, settings } = this.#core;
    if (settings.source.numbers === "acknowledged") return "live";
    if (this.#instead !== undefined) return this.#instead;
    if (!last) return toBeginning(settings.start);
    if (last.host === host) return { after: last };
    return this.#elsewhere("cursor_other_origin", `the cursor is of ${last.host}`, host);
  }

  /** What comes of a position that says nothing at this host. */
  async #elsewhere(code: StreamErrorCode, what: string, host: string): Promise<Beginning | undefined> {
    const core = this.#core;
    const { onOriginChange } = core.settings;
    const { last } = core;
    if (onOriginChange === "error") return this.#ask(code, what, host);
    const time = last && (core.settings.source.numbers === "times" ? last.seq / 1000 : Date.parse(last.time));
    const isTimed = onOriginChange !== "live" && time !== undefined && !Number.isNaN(time);
    // What was read there is no measure here.
    core.last = undefined;
    this.#instead = isTimed ? { since: Math.floor(time - onOriginChange) } : "live";
    const where = isTimed ? `${onOriginChange} ms back` : "what comes now";
    this.#intake.say("OriginChanged", `${what}: the stream goes on at ${host} with ${where}`, host);
    return this.#instead;
  }

  /** Asks what to do about a cursor. `skip` gives it up. */
  async #ask(code: StreamErrorCode, what: string, host: string): Promise<Beginning | undefined> {
    const core = this.#core;
    const seq = core.last?.seq;
    const error = streamError(code, `The stream of ${host} cannot go on: ${what}`, { host, seq });
    const decision = await core.decide(error, undefined);
    if (decision === "stop") core.failSoon(error);
    else if (decision === "retry") {
      await core.pause(this.#failures++, core.closing.signal);
      this.#index++;
    } else {
      core.last = undefined;
      this.#instead = "live";
      this.#intake.say("CursorReset", `${what}: the stream goes on with what comes now`, host);
    }
    return undefined;
  }

  async #react(outcome: Outcome, host: string): Promise<void> {
    switch (outcome.type) {
      case "full":
        return;
      case "fault":
        return this.#strike(outcome, host);
      case "renumbered":
        return this.#lose("cursor_future", "the host has begun to count anew", host);
      case "error": {
        const { name, message } = outcome;
        const what = `the host says ${name}${message === undefined ? "" : ` (${message})`}`;
        if (name === "FutureCursor") return this.#lose("cursor_future", what, host);
        if (name === "CursorTooOld") return void (await this.#ask("cursor_too_old", what, host));
        return this.#fail(name === "ConsumerTooSlow" ? "consumer_too_slow" : "stream_connection_failed", what, host);
      }
      case "closed": {
        const { what, cause, refusal } = outcome.end;
        if (refusal && isFinal(refusal)) return this.#refuse(refusal, host);
        return this.#fail("stream_connection_failed", what, host, cause);
      }
    }
  }

  /** The host does not know the position. */
  async #lose(code: StreamErrorCode, what: string, host: string): Promise<void> {
    await this.#elsewhere(code, what, host);
    await this.#core.pause(this.#failures++, this.#core.closing.signal);
  }

  async #refuse({ status, name, message }: Refusal, host: string): Promise<void> {
    const said = [name, message].filter((text) => text !== undefined).join(": ");
    const what = `the host answers with status ${status}${said === "" ? "" : ` (${said})`}`;
    if (name === "CursorTooOld") return void (await this.#ask("cursor_too_old", what, host));
    if (name === "FutureCursor") return this.#lose("cursor_future", what, host);
    const core = this.#core;
    const error = streamError("stream_refused", `The stream of ${host} was refused: ${what}`, { host });
    if ((await core.decide(error, undefined)) === "stop") core.failSoon(error);
    else await this.#wait();
  }

  /** A connection failed. That is tried again, at another host where that may be. */
  async #fail(code: StreamErrorCode, what: string, host: string, cause?: unknown): Promise<void> {
    const core = this.#core;
    const { maxRetries } = core.settings;
    if (this.#failures >= maxRetries) {
      const times = this.#failures === 0 ? "" : ` ${this.#failures + 1} times in a row`;
      const error = streamError(code, `The connection to ${host} failed${times}: ${what}`, {
        host,
        cause,
      });
      if ((await core.decide(error, undefined)) === "stop") {
        core.failSoon(error);
        return;
      }
      this.#failures = 0;
    }
    await this.#wait();
  }

  async #wait(): Promise<void> {
    const core = this.#core;
    await core.pause(this.#failures, core.closing.signal);
    this.#failures++;
    // Where another host does not know the position, this one is waited for.
    if (this.#failures > 1 && (core.settings.onOriginChange !== "error" || !core.last)) this.#index++;
  }

  /** A frame cannot be read: it may have been broken on its way, so it is asked for again. */
  async #strike(outcome: Outcome & { readonly type: "fault" }, host: string): Promise<void> {
    const core = this.#core;
    const { fault, isTooLarge } = outcome;
    const at = core.last?.seq;
    this.#strikes = this.#strikesAt === at && !outcome.progressed ? this.#strikes + 1 : 1;
    this.#strikesAt = at;
    if (this.#strikes >= STRIKES) {
      this.#strikes = 0;
      const message = `A frame of ${host} cannot be read, and comes again each time: ${fault.what}`;
      const error = streamError(isTooLarge ? "frame_too_large" : "frame_invalid", message, { host, seq: fault.seq });
      const decision = await core.decide(error, undefined);
      if (decision === "stop") {
        core.failSoon(error);
        return;
      }
      this.#isTolerant = decision === "skip";
      if (this.#isTolerant) return;
    }
    await core.pause(this.#strikes, core.closing.signal);
  }
}

function toBeginning(start: "live" | "oldest" | { readonly since: Date } | undefined): Beginning {
  return typeof start === "object" ? { since: start.since.getTime() } : (start ?? "live");
}

/** Whether the same request would be refused again. */
function isFinal({ status }: Refusal): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** The host of an address, as cursors have it. */
export function hostOf(url: string): string {
  return parseUrl(url)?.host ?? url;
}

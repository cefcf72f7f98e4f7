import type { StreamStats } from "../../model/StreamStats.ts";
import type { Core } from "./Core.ts";

/** Reads how a stream is doing. */
export class StatsReader {
  readonly #core: Core;
  #lookedAt: number = Date.now();
  #eventsThen = 0;
  #rate = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  read(): StreamStats {
    const core = this.#core;
    const { counts, newest } = core;
    const now = Date.now();
    const passed = now - this.#lookedAt;
    if (passed >= 1000) {
      this.#rate = ((counts.events - this.#eventsThen) * 1000) / passed;
      this.#lookedAt = now;
      this.#eventsThen = counts.events;
    }
    const sent = newest ? Date.parse(newest.time) : Number.NaN;
    return {
      lag: newest && !Number.isNaN(sent) ? Math.max(0, newest.at - sent) : undefined,
      seq: core.last?.seq,
      done: core.progress.done?.seq,
      host: core.host,
      connected: core.isConnected,
      frames: counts.frames,
      events: counts.events,
      eventsPerSecond: this.#rate,
      bytes: counts.bytes,
      pending: core.pendingEvents,
      pendingBytes: core.pendingBytes,
      reconnects: Math.max(0, counts.connections - 1),
      duplicates: counts.duplicates,
      gaps: counts.gaps,
      skipped: counts.skipped,
      failedVerifications: counts.failedVerifications,
    };
  }
}

import type { StreamPosition } from "../../model/StreamPosition.ts";

/** A frame that is being worked on. */
export interface Flight {
  /** Where the stream is when it is done, and what came behind it without events. */
  through: StreamPosition | undefined;
  isDone: boolean;
}

/** How far all is done: frames may be done in any order, and the cursor passes one when all before it are done, too. */
export class Progress {
  /** All up to here is done. */
  done: StreamPosition | undefined;
  #flights: Flight[] = [];
  #oldest = 0;

  /** How many frames there are from the oldest one that is not done on, those that are done among them. */
  get size(): number {
    return this.#flights.length - this.#oldest;
  }

  /** A frame begins. `undefined`: one that says nothing of where the stream is. */
  add(position: StreamPosition | undefined): Flight {
    const flight: Flight = { through: position, isDone: false };
    this.#flights.push(flight);
    return flight;
  }

  /** A frame has nothing that is wanted. */
  pass(position: StreamPosition): void {
    const last = this.#flights.at(-1);
    if (this.#oldest < this.#flights.length && last) last.through = position;
    else this.done = position;
  }

  /** A frame is done. @returns whether the cursor has moved */
  finish(flight: Flight): boolean {
    flight.isDone = true;
    const before = this.done;
    for (;;) {
      const oldest = this.#flights[this.#oldest];
      if (!oldest?.isDone) break;
      this.done = oldest.through ?? this.done;
      this.#oldest++;
    }
    // What is done is let go of, now and then.
    if (this.#oldest === this.#flights.length || this.#oldest > 1000) {
      this.#flights = this.#flights.slice(this.#oldest);
      this.#oldest = 0;
    }
    return this.done !== before;
  }
}

import type { StreamEvent } from "../../model/StreamEvent.ts";
import type { StreamStats } from "../../model/StreamStats.ts";

/** Events as they come: what `consume` makes. It is read in one way, once. */
export interface EventStream extends AsyncIterable<StreamEvent> {
  /**
   * Calls a function with each event, as many at once as `parallel` says, never two of one account. The cursor passes an event when the
   * function is done with it. It resolves when the stream was ended by its signal or `close`.
   *
   * @throws {StreamError} what ends the stream, where `onError` does not decide otherwise
   * @throws {InvalidOptionError} also if the cursor is of something else
   * @throws {unknown} what the cursor's store throws
   */
  run(handler: (event: StreamEvent) => unknown): Promise<void>;
  /**
   * Calls a function with several events at a time, and with the cursor behind them, for it to save: in one transaction with what it
   * does of them, all of it happens once, whatever is killed when. The cursor's store is only loaded from. Where nothing came that is wanted, the function
   * is called now and then with no events and a cursor.
   *
   * @param most events at a time; of one frame all come together
   * @throws {StreamError} what ends the stream, where `onError` does not decide otherwise
   * @throws {InvalidOptionError} also if the cursor is of something else
   * @throws {unknown} what the cursor's store throws
   */
  transaction(most: number, apply: (events: readonly StreamEvent[], cursor: string) => unknown): Promise<void>;
  /**
   * Gives the events one after the other. One is done when the next one is asked for: a program that leaves the loop gets it again.
   *
   * @throws {StreamError} what ends the stream, where `onError` does not decide otherwise
   * @throws {InvalidOptionError} also if the cursor is of something else
   * @throws {unknown} what the cursor's store throws
   */
  [Symbol.asyncIterator](): AsyncGenerator<StreamEvent, void, undefined>;
  /** How it is doing now. */
  readonly stats: StreamStats;
  /** The cursor behind all that is done. `undefined`: nothing is yet. */
  readonly cursor: string | undefined;
  /** Ends it: what is being handled is finished, the cursor is saved. */
  close(): Promise<void>;
}

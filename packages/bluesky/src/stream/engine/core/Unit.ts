import type { StreamEvent } from "../../model/StreamEvent.ts";
import type { ChainHead } from "../../verify/ChainStore.ts";
import type { Flight } from "./Progress.ts";

/** A frame on its way: its events are done one after the other, and then it is. */
export interface Unit {
  /** The account. `undefined`: it is about the stream itself. */
  readonly did: string | undefined;
  readonly seq: number | undefined;
  /** Changed by what comes of verifying. */
  events: readonly StreamEvent[];
  readonly flight: Flight;
  readonly bytes: number;
  /** How many events it counts as. */
  readonly weight: number;
  /** Until it was verified. It never rejects. */
  ready?: Promise<void> | undefined;
  /** What the next commit of the account goes on from, once this one is done. */
  head?: ChainHead | undefined;
}

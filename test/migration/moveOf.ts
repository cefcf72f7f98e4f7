import type { Move } from "bluesky/migration";
import type { AddedPds } from "bluesky-devnet";
import { memoryJournal } from "./memoryJournal.ts";
import type { Mover } from "./startMigrations.ts";

/** A move to another server, with a journal of its own. */
export function moveOf(to: AddedPds, { did, password }: Mover, handle: string, rest: Partial<Move> = {}): Move {
  return {
    ...{ account: did, from: { password }, journal: memoryJournal() },
    to: { service: to.url, password, handle },
    ...rest,
  };
}

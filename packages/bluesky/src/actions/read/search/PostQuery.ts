import type { ActorRef } from "../../refs/ActorRef.ts";

/** What to look for among posts. All of it must hold at once, and something must be there. */
export interface PostQuery {
  /** Words, and phrases in double quotes. What servers take for operators (`from:`, `lang:` ...) works in here, too. */
  readonly text?: string | undefined;
  /** Who wrote it. */
  readonly from?: ActorRef | undefined;
  /** Whom it mentions. */
  readonly mentions?: ActorRef | undefined;
  /** The earliest moment, as a Date, a datetime or a day (`2026-01-31`). */
  readonly since?: Date | string | undefined;
  /** The moment before which it was posted. */
  readonly until?: Date | string | undefined;
  /** A language that it is in: `en`. */
  readonly lang?: string | undefined;
  /** A host that it links to: `example.com`. */
  readonly domain?: string | undefined;
  /** A page that it links to. */
  readonly url?: string | undefined;
  /** A tag that it has, or several that it has all of, with or without `#`. */
  readonly tag?: string | readonly string[] | undefined;
}

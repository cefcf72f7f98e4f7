import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import { keyOf, timeOf } from "../list/marks.ts";

/** How many of the newest are remembered, however old they are. */
const REMEMBERED = 100;

/** A position between two runs, as JSON. */
interface SavedPosition {
  readonly v: 1;
  readonly did: string;
  readonly floor: number;
  /** A hash of each notification that is done, and how many milliseconds it lies above the floor. */
  readonly done: readonly (readonly [hash: number, above: number])[];
}

/**
 * How far a stream has come: all below the floor is done, and of what lies above, what is done is remembered. Notifications have no
 * number that rises, and many may have the same time, so a time alone would not say it.
 */
export class Position {
  /** The account whose notifications they are. */
  readonly did: string;
  #floor: number;
  #newest: number;
  readonly #done: Map<number, number>;
  /** How many make it worth to forget some. */
  #most = REMEMBERED;

  /** @param floor in milliseconds since 1970 */
  constructor(did: string, floor: number, done: Iterable<readonly [hash: number, at: number]> = []) {
    this.did = did;
    this.#floor = floor;
    this.#done = new Map(done);
    this.#newest = floor;
    for (const at of this.#done.values()) this.#newest = Math.max(this.#newest, at);
  }

  /** @throws {InvalidOptionError} `cursor` if it is not what `encode` gave, or of another account */
  static decode(did: string, text: string): Position {
    let saved: Partial<SavedPosition> = {};
    try {
      saved = Object(JSON.parse(text));
    } catch {}
    const { v, floor, done } = saved;
    const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite);
    if (
      v !== 1 ||
      typeof floor !== "number" ||
      !Number.isFinite(floor) ||
      !Array.isArray(done) ||
      !done.every(isPair)
    ) {
      throw invalidOption("cursor", "Expected what a stream of notifications has saved, got something else.");
    }
    if (saved.did !== did) {
      throw invalidOption("cursor", `Expected a cursor of ${did}, got that of another account: ${saved.did}.`);
    }
    return new Position(
      did,
      floor,
      done.map(([hash, above]) => [hash, floor + above]),
    );
  }

  encode(): string {
    const done = [...this.#done].map(([hash, at]) => [hash, at - this.#floor] as const);
    return JSON.stringify({ v: 1, did: this.did, floor: this.#floor, done } satisfies SavedPosition);
  }

  /** Down to which time a look has to go, where some come as late as `overlap`. */
  reach(overlap: number): number {
    return Math.max(this.#floor, this.#newest - overlap);
  }

  /** Whether it is done, or lies too low to be looked for. */
  has(notification: Notification): boolean {
    return timeOf(notification) < this.#floor || this.#done.has(keyOf(notification));
  }

  add(notification: Notification): void {
    const at = timeOf(notification);
    this.#done.set(keyOf(notification), at);
    this.#newest = Math.max(this.#newest, at);
  }

  /** Forgets what is not needed any more: of the hundred newest nothing, of the others what is older than `overlap`. */
  trim(overlap: number): void {
    if (this.#done.size <= this.#most) return;
    const times = [...this.#done.values()].sort((a, b) => b - a);
    const last = times[REMEMBERED - 1] ?? this.#floor;
    this.#floor = Math.max(this.#floor, Math.min(last, this.#newest - overlap));
    for (const [hash, at] of this.#done) if (at < this.#floor) this.#done.delete(hash);
    this.#most = this.#done.size + REMEMBERED;
  }
}

import type { SpentPoints, WriteLimits } from "../contract/WriteLimits.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What was spent, and when there is room for more. Windows slide: at no moment do the last hour and the last day hold more
 * than their limits. So a server's own windows do not either, whenever they begin.
 */
export class WriteBudget {
  readonly limits: WriteLimits;
  /** In the order of time. */
  readonly #times: number[] = [];
  /** The points of all before each, and of all. */
  readonly #sums: number[] = [0];

  constructor(limits: WriteLimits, spent: readonly { readonly at: Date | number; readonly points: number }[] = []) {
    this.limits = limits;
    for (const { at, points } of [...spent].sort((a, b) => +a.at - +b.at)) this.spend(+at, points);
  }

  /** From when on so many points can be spent. */
  earliest(points: number): number {
    const { hour, day } = this.limits;
    return Math.max(this.#earliestIn(HOUR, hour - points), this.#earliestIn(DAY, day - points));
  }

  spend(at: number, points: number): void {
    // A clock may be set back.
    this.#times.push(Math.max(at, this.#times.at(-1) ?? at));
    this.#sums.push((this.#sums.at(-1) ?? 0) + points);
  }

  /** What was spent last was counted at this time at the latest. */
  postponeLast(at: number): void {
    const last = this.#times.pop();
    if (last !== undefined) this.#times.push(Math.max(last, at));
  }

  /** What was spent last was not. */
  refundLast(): void {
    if (this.#times.pop() !== undefined) this.#sums.pop();
  }

  /** What may still matter. */
  spent(now: number): SpentPoints[] {
    const spent = this.#times.map((at, i) => ({
      at: new Date(at),
      points: (this.#sums[i + 1] ?? 0) - (this.#sums[i] ?? 0),
    }));
    return spent.filter(({ at }) => at.getTime() > now - DAY);
  }

  /** When all but `room` points have left a window. */
  #earliestIn(length: number, room: number): number {
    const total = this.#sums.at(-1) ?? 0;
    let [low, high] = [0, this.#times.length];
    // Sums grow: the first place from which on the rest fits.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (total - (this.#sums[middle] ?? 0) <= room) high = middle;
      else low = middle + 1;
    }
    const leaving = this.#times[low - 1];
    return leaving === undefined ? 0 : leaving + length;
  }
}

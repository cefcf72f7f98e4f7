/** Events in order, the older ones of which go. Each has a position that never changes. */
export interface EventLog<T> {
  /** The position of the oldest. */
  readonly first: number;
  /** The position that the next one gets. */
  readonly end: number;
  append(entry: T): void;
  at(position: number): T | undefined;
  /** The position of the first one that this is true for, where it is true for all after it; `end` if there is none. */
  find(isFrom: (entry: T) => boolean): number;
  /** Lets those before a position go. */
  forget(position: number): void;
  /** Resolves when there is something at a position. */
  reached(position: number, signal: AbortSignal): Promise<void>;
}

/** @param keep how many it keeps */
export function createEventLog<T>(keep: number): EventLog<T> {
  let entries: T[] = [];
  /** The position of the first of `entries`, some of which are forgotten. */
  let offset = 0;
  let first = 0;
  const waiting = new Set<() => void>();

  const forget = (position: number): void => {
    first = Math.max(first, Math.min(position, offset + entries.length));
    // Not one by one: an array is copied.
    if (first - offset < 1000 && first - offset < entries.length) return;
    entries = entries.slice(first - offset);
    offset = first;
  };
  return {
    get first() {
      return first;
    },
    get end() {
      return offset + entries.length;
    },
    append(entry) {
      entries.push(entry);
      forget(offset + entries.length - keep);
      for (const wake of waiting) wake();
      waiting.clear();
    },
    at: (position) => (position < first ? undefined : entries[position - offset]),
    find(isFrom) {
      let [low, high] = [first, offset + entries.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const entry = entries[middle - offset];
        if (entry !== undefined && isFrom(entry)) high = middle;
        else low = middle + 1;
      }
      return low;
    },
    forget,
    reached(position, signal) {
      if (position < offset + entries.length || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener("abort", wake);
      });
    },
  };
}

import type { Clock } from "../contract/Clock.ts";

/** A clock whose time passes when somebody sleeps, at once, and when it is told to. */
export interface FakeClock extends Clock {
  time: number;
  readonly slept: number[];
}

export function fakeClock(time: number = Date.UTC(2026, 0, 31)): FakeClock {
  const clock: FakeClock = {
    time,
    slept: [],
    now: () => clock.time,
    sleep: async (ms, signal) => {
      if (signal?.aborted) return;
      clock.slept.push(ms);
      clock.time += ms;
    },
  };
  return clock;
}

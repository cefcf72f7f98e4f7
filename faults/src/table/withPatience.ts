import { describeError } from "./describeError.ts";

/** How something ended. */
export interface Ended {
  readonly how: "ok" | "failed" | "waits";
  readonly value?: unknown;
  /** What it failed with; or that it has not ended. */
  readonly error?: string;
  /** In milliseconds. */
  readonly time: number;
}

/** Waits for the end of something, but only so many milliseconds. It goes on after that: nobody listens. */
export async function withPatience(patience: number, run: () => Promise<unknown>): Promise<Ended> {
  const started = performance.now();
  const end = (ended: Omit<Ended, "time">): Ended => ({ ...ended, time: performance.now() - started });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const given = new Promise<Ended>((resolve) => {
    timer = setTimeout(() => resolve(end({ how: "waits", error: `no end in ${patience / 1000} s` })), patience);
  });
  const ended = run().then(
    (value) => end({ how: "ok", value }),
    (error: unknown) => end({ how: "failed", error: describeError(error) }),
  );
  try {
    return await Promise.race([ended, given]);
  } finally {
    clearTimeout(timer);
  }
}

import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";

/** Decides whether a child keeps this process from ending. */
export interface KeepAlive {
  /** While this runs, it does. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * A network that nobody is waiting for does not keep a program from ending: a script that forgot to close it, or a
 * test run, ends, the pipe closes, and the child stops.
 */
export function createKeepAlive(child: ChildProcess): KeepAlive {
  let holders = 0;
  const parts = () => [child, child.channel, ...[child.stdout, child.stderr].filter((part) => part instanceof Socket)];
  const change = (by: 1 | -1) => {
    holders += by;
    for (const part of parts()) {
      if (holders === 0) part?.unref();
      else part?.ref();
    }
  };
  change(1);
  change(-1);
  return {
    async during(work) {
      change(1);
      try {
        return await work();
      } finally {
        change(-1);
      }
    },
  };
}

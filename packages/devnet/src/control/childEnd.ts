import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { DevnetError } from "../errors/DevnetError.ts";
import type { ErrorMessage } from "./messages.ts";

/** How a child process ended. */
export interface ChildEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Where it could not be started at all. */
  error: Error | undefined;
}

/** Resolves when the process has ended and its output has been read. */
export function childEnd(child: ChildProcess): Promise<ChildEnd> {
  // Not the process's own "close" event: it does not come after `disconnect()`.
  const read = [child.stdout, child.stderr].map((stream) => stream && once(stream, "close"));
  return new Promise((resolve) => {
    child.once("error", (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    child.once("exit", async (code, signal) => {
      await Promise.race([Promise.allSettled(read), sleep(500, undefined, { ref: false })]);
      resolve({ code, signal, error: undefined });
    });
  });
}

/** The error for a child that ended by itself. `reason` is what it said, if it said something. */
export function deathError(
  end: ChildEnd,
  reason: ErrorMessage | undefined,
  wasReady: boolean,
  log: string[],
): DevnetError {
  if (end.error !== undefined) {
    return new DevnetError("child_died", `The child process could not be started: ${end.error.message}`, {
      cause: end.error,
    });
  }
  if (reason !== undefined && !wasReady) return errorFromMessage({ ...reason, log: reason.log ?? log });
  const how = end.signal === null ? `with exit code ${end.code}` : `by ${end.signal}`;
  const what = reason === undefined ? `The network's process ended ${how}.` : `The network ended: ${reason.message}.`;
  return new DevnetError("child_died", what + quoteLog(log), { log });
}

/** An error that was sent by the child. */
export function errorFromMessage({ code, message, ...details }: ErrorMessage): DevnetError {
  return new DevnetError(code, message, details);
}

/** The last lines of a log, for the end of a message. */
export function quoteLog(log: string[]): string {
  return log.length === 0 ? "" : `\nIt last wrote:\n${log.slice(-10).join("\n")}`;
}

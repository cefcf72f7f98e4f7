import { constants } from "node:os";

/** Why a task stopped before its end: it was asked to. */
class Stopped extends Error {
  override name = "Stopped";
  /** What a shell expects of a program that this signal ended. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`Stopped by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Aborts when this process is asked to stop (Ctrl-C, SIGTERM, a closed terminal). A task then cleans up and ends by
 * itself: a second signal changes nothing, because a terminal and npm both pass the first one on.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => controller.abort(new Stopped(signal)));
  }
  return controller.signal;
}

/** The exit code of a task that failed, or was stopped by the signal of {@link stopSignal}. */
export function failureExitCode(signal: AbortSignal): number {
  return signal.reason instanceof Stopped ? signal.reason.exitCode : 1;
}

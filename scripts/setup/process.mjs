import { spawn } from "node:child_process";
import { constants } from "node:os";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** @type {NodeJS.Signals | undefined} */
let received;

const forwarded = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Passes signals on to the child processes of `runProcess`. Without a child, the signal ends this process.
 * A terminal sends Ctrl-C to all of them by itself, so a child can see a signal twice.
 *
 * @param {() => void} cleanUp is called before this process ends by a signal
 */
export function passSignalsOn(cleanUp) {
  for (const signal of forwarded) {
    process.on(signal, () => {
      received ??= signal;
      for (const child of running) child.kill(signal);
      if (running.size === 0) {
        cleanUp();
        endLike({ code: null, signal });
      }
    });
  }
}

/** The first signal that this process received, if any. */
export function receivedSignal() {
  return received;
}

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, output: string }} Ended
 *
 * Runs a program to its end. Arguments go to it as they are: no shell.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, onSpawn?: (pid: number) => void }} [options]
 *   `capture` collects what it prints instead of showing it
 * @returns {Promise<Ended>} rejects where it could not be started
 */
export function runProcess(command, args, { cwd, env, capture = false, onSpawn } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: capture ? ["ignore", "pipe", "pipe"] : "inherit",
      windowsHide: true,
    });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.once("error", (error) => {
      running.delete(child);
      reject(error);
    });
    child.once("spawn", () => {
      running.add(child);
      if (child.pid !== undefined) onSpawn?.(child.pid);
    });
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal, output });
    });
  });
}

/**
 * Ends this process the way a child ended: with its exit code, or by its signal.
 *
 * @param {Pick<Ended, "code" | "signal">} ended
 */
export function endLike({ code, signal }) {
  if (signal === null) {
    process.exitCode = code ?? 1;
    return;
  }
  process.removeAllListeners(signal);
  process.exitCode = 128 + (constants.signals[signal] ?? 1);
  process.kill(process.pid, signal);
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DevnetError } from "../errors/DevnetError.ts";
import { removeRun } from "../run/removeRun.ts";
import { childEnd, deathError, errorFromMessage, quoteLog } from "./childEnd.ts";
import { childEnvironment } from "./childEnvironment.ts";
import { createKeepAlive } from "./keepAlive.ts";
import { createLogLines, type LogTarget } from "./LogLines.ts";
import type {
  ChildConfig,
  ErrorMessage,
  FromChild,
  NetworkChoice,
  PdsMessage,
  ReadyMessage,
  ReplyMessage,
  ToChild,
} from "./messages.ts";

/** The child process, as its parent sees it. */
export interface Child {
  pid: number;
  /** Waits until the network runs. */
  ready(options: { signal: AbortSignal | undefined; timeout: number }): Promise<ReadyMessage>;
  /** Waits until everything that was written has been indexed. */
  settle(timeout: number, signal: AbortSignal | undefined): Promise<void>;
  /** Starts one more PDS. */
  addPds(handleDomain: string | undefined, signal: AbortSignal | undefined): Promise<PdsMessage>;
  /** Ends the servers, and leaves the process, with the code that it has loaded and its Postgres, to {@link renew}. */
  clear(): Promise<void>;
  /** Starts another network in the process, once the last one is cleared: with nothing that was in that one. */
  renew(choice: NetworkChoice): Promise<ReadyMessage>;
  /** Ends the child, and resolves when nothing of it is left. */
  close(): Promise<void>;
  /** Resolves when the child has ended and nothing of it is left: with an error, unless it was asked to. */
  ended(): Promise<DevnetError | undefined>;
}

/** What comes of a call: an error, or what was asked for. */
type Outcome = Pick<ReplyMessage, "error" | "pds" | "ready">;

/** How long the child may take to stop before it is killed, in ms. */
const stopPatience = 8000;

/**
 * Starts the child process.
 *
 * It watches the pipe (Node's IPC channel): when that closes, because we close it or because this process died, the
 * child stops everything and removes its folder. It is in a session of its own, so that a Ctrl-C in the terminal
 * reaches only us.
 */
export function startChild(config: ChildConfig, node: string, log: LogTarget | undefined): Child {
  const lines = createLogLines(log);
  // As TypeScript in the repository, as JavaScript in the package.
  const main = fileURLToPath(new URL(`../child/main${import.meta.url.slice(-3)}`, import.meta.url));
  const child = spawn(node, [main, JSON.stringify(config)], {
    detached: process.platform !== "win32",
    windowsHide: true,
    cwd: tmpdir(),
    env: childEnvironment(process.env, join(config.folder, "tmp"), log !== undefined),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.stdout?.on("data", lines.push);
  child.stderr?.on("data", lines.push);
  child.on("error", () => {}); // also when a signal could not be sent

  const keepAlive = createKeepAlive(child);
  const started = Promise.withResolvers<ReadyMessage>();
  started.promise.catch(() => {});
  const answers = new Map<number, (reply: Outcome) => void>();
  let watchdog: number | undefined;
  let wasReady = false;
  let reason: ErrorMessage | undefined;
  let closing: Promise<void> | undefined;
  let lastId = 0;

  child.on("message", (message: FromChild) => {
    if (message.type === "reply") return answers.get(message.id)?.(message);
    if (message.type === "watched") {
      watchdog = message.watchdog;
      return;
    }
    if (message.type === "failed") {
      reason = message.error;
      return;
    }
    wasReady = true;
    started.resolve(message);
  });

  const ended = childEnd(child).then(async (end) => {
    // A child that stopped by itself has left nothing; one that was killed has.
    await keepAlive.during(() => removeRun(config.folder, watchdog));
    const asked = closing !== undefined;
    const error = asked
      ? new DevnetError("closed", "The network was closed.")
      : deathError(end, reason, wasReady, lines.tail());
    started.reject(error);
    for (const answer of answers.values()) answer({ error: { code: error.code, message: error.message } });
    return asked ? undefined : error;
  });

  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };

  /** Makes a call, and waits for what comes of it, as long as the child lives. */
  const ask = (toMessage: (id: number) => ToChild, signal: AbortSignal | undefined, aborted: string) =>
    keepAlive.during(async () => {
      const id = ++lastId;
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const abort = () => resolve({ error: { code: "aborted", message: aborted } });
      answers.set(id, resolve);
      signal?.addEventListener("abort", abort);
      try {
        if (signal?.aborted) abort();
        else if (child.connected) child.send(toMessage(id));
        else resolve({ error: { code: "closed", message: "The network is closed." } });
        const outcome = await promise;
        if (outcome.error !== undefined) throw errorFromMessage(outcome.error);
        return outcome;
      } finally {
        signal?.removeEventListener("abort", abort);
        answers.delete(id);
      }
    });

  return {
    pid: child.pid ?? 0,
    ended: () => keepAlive.during(() => ended),
    ready: ({ signal, timeout }) =>
      keepAlive.during(async () => {
        const done = new AbortController();
        const aborted = async () => {
          if (signal === undefined) return new Promise<never>(() => {});
          if (!signal.aborted) await once(signal, "abort", { signal: done.signal });
          return "aborted" as const;
        };
        try {
          const late = sleep(timeout, "late" as const, { signal: done.signal });
          const outcome = await Promise.race([started.promise, late, aborted()]);
          if (typeof outcome === "object") return outcome;
          closing ??= kill();
          await closing;
          if (outcome === "aborted") {
            throw new DevnetError("aborted", "The start of the network was aborted.", { cause: signal?.reason });
          }
          const log = lines.tail();
          throw new DevnetError("timeout", `The network was not up after ${timeout} ms.${quoteLog(log)}`, { log });
        } finally {
          done.abort();
        }
      }),
    settle: async (timeout, signal) => {
      await ask((id) => ({ type: "settle", id, timeout }), signal, "Waiting for the network to settle was aborted.");
    },
    addPds: async (handleDomain, signal) => {
      const { pds } = await ask((id) => ({ type: "addPds", id, handleDomain }), signal, "Adding a PDS was aborted.");
      if (pds === undefined) throw new DevnetError("start_failed", "The network did not say where the new PDS is.");
      return pds;
    },
    clear: async () => {
      await ask((id) => ({ type: "clear", id }), undefined, "");
    },
    renew: async (choice) => {
      const { ready } = await ask((id) => ({ type: "renew", id, choice }), undefined, "");
      if (ready === undefined) throw new DevnetError("start_failed", "The new network did not say where it is.");
      return ready;
    },
    close() {
      closing ??= keepAlive.during(async () => {
        if (child.connected) child.disconnect();
        const done = new AbortController();
        await Promise.race([ended, sleep(stopPatience, undefined, { signal: done.signal })]);
        done.abort();
        await kill();
      });
      return closing;
    },
  };
}

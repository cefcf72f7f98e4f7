/**
 * The child process. Its main thread minds the pipe, Postgres and the folder; the official servers run in a worker
 * thread, whose loading and work would otherwise keep this thread from noticing that the parent is gone.
 */
import type { ChildProcess } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ChildConfig, ErrorMessage, FromChild } from "../control/messages.ts";
import { toErrorMessage } from "../control/toErrorMessage.ts";
import { startPostgres } from "../postgres/startPostgres.ts";
import { isRunning } from "../run/isRunning.ts";
import { startWatchdog } from "../run/startWatchdog.ts";

// The parent wrote it: see startChild.
const config = JSON.parse(process.argv[2] ?? "{}") as ChildConfig;
const processes = new Set<ChildProcess>();
let stopping = false;

// What nobody reads any more must not end the work of cleaning up.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
process.once("disconnect", () => stop(0));
process.once("uncaughtException", fail);

// Postgres may be another user, who must get to its folders whatever our umask is.
process.umask(0o022);
const shared = config.user !== undefined;
mkdirSync(config.folder, { mode: shared ? 0o711 : 0o700 });
const watchdog = startWatchdog(config.folder);
send({ type: "watched", watchdog: watchdog.pid });
const temporary = join(config.folder, "tmp");
mkdirSync(temporary, { mode: 0o700 });

const worker = new Worker(new URL(import.meta.url.replace(/main(\.[jt]s)$/, "worker$1")), {
  workerData: config,
  // Room for what lives shortly: loading the official code takes 15% less time, and 70 MB less memory.
  resourceLimits: { maxYoungGenerationSizeMb: 64 },
});
worker.on("message", (message: FromChild) => {
  if (message.type === "failed") return fail(message.error);
  send(message);
});
worker.on("error", fail);
worker.on("exit", () => fail(new Error("the official servers ended")));
process.on("message", (message) => worker.postMessage(message));

if (config.postgres !== undefined) {
  startPostgres(config.postgres, config.folder, config.user, (child) => {
    if (child.pid === undefined) return; // It could not be started, and will not end either.
    processes.add(child);
    child.once("exit", () => processes.delete(child));
    if (stopping) child.kill("SIGQUIT");
  }).then((postgres) => {
    worker.postMessage({ type: "postgres", url: postgres.url });
    postgres.ended.then(() => fail(new Error("Postgres ended")));
  }, fail);
}

function send(message: FromChild, sent?: () => void): void {
  if (process.connected) process.send?.(message, undefined, undefined, sent);
  else sent?.();
}

function fail(reason: unknown): void {
  if (stopping) return;
  const error: ErrorMessage = toErrorMessage(reason);
  process.stderr.write(`${reason instanceof Error ? reason.stack : error.message}\n`);
  send({ type: "failed", error }, () => stop(1));
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  process.on("uncaughtException", () => {});
  // Whatever does not end in time, the watchdog will end.
  setTimeout(() => process.exit(code), 6000).unref();
  await Promise.all([worker.terminate().catch(() => {}), stopProcesses()]);
  try {
    rmSync(config.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  } catch {
    // Whoever outlives this process tries again: the watchdog, or the parent.
  }
  await watchdog.end();
  process.exit(code);
}

/** Nothing that the database holds is wanted any more, so it need not be shut down in order: SIGQUIT is immediate. */
async function stopProcesses(): Promise<void> {
  await Promise.all(
    [...processes].map(
      (child) =>
        new Promise<void>((resolve) => {
          const { pid } = child;
          child.once("exit", () => resolve());
          child.kill("SIGQUIT");
          setTimeout(() => {
            if (pid !== undefined && isRunning(pid)) child.kill("SIGKILL");
          }, 3000).unref();
        }),
    ),
  );
}

import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "./isRunning.ts";
import { readPostmaster } from "./postmaster.ts";

/**
 * Removes what a child left that could not clean up after itself (`kill -9`, a crash, an aborted start): its Postgres,
 * then its folder. Does no harm where there is nothing to do.
 *
 * @param watchdog - Process that does the same; it is waited for.
 */
export async function removeRun(folder: string, watchdog: number | undefined): Promise<void> {
  if (watchdog !== undefined) await gone(watchdog, 6000);
  const pid = readPostmaster(folder);
  if (pid !== undefined) await stopPostmaster(pid);
  // Postgres processes and initdb may write for a moment longer, so that a folder is not empty just when it is removed.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

async function stopPostmaster(pid: number): Promise<void> {
  // SIGQUIT ends Postgres at once, and still lets it release its shared memory. SIGKILL would not.
  for (const [signal, patience] of [["SIGQUIT", 3000] as const, ["SIGKILL", 1000] as const]) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await gone(pid, patience)) return;
  }
}

async function gone(pid: number, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += 5) {
    if (!isRunning(pid)) return true;
    await sleep(5);
  }
  return false;
}

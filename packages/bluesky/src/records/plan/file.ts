/** For Node, Deno and Bun only: a plan of many writes whose checkpoint is a file. */
import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { abortedError } from "../../errors/AbortedError.ts";
import { reasonOf } from "../../errors/createError.ts";
import { isCode } from "../../platform/files/isCode.ts";
import { isHolder } from "../../platform/files/isHolder.ts";
import { removeFile, replaceFile, writeNew } from "../../platform/files/replaceFile.ts";
import type { Write } from "../single/buildWrite.ts";
import { waitFor } from "../single/limits/waitFor.ts";
import type { WritePlan } from "./contract/WritePlan.ts";
import { WritePlanError, writePlanError } from "./contract/WritePlanError.ts";
import { type PlanWritesOptions, planWrites } from "./planWrites.ts";
import { resumePlan } from "./resumePlan.ts";

/** Options of {@link planFile}. If the plan is resumed, `spent` and `validate` have no effect. */
export interface PlanFileOptions extends Omit<PlanWritesOptions, "selfContained"> {
  /**
   * Aborts reading the file, and waiting for the function that returns the writes. The plan's `run` has its own signal.
   */
  readonly signal?: AbortSignal | undefined;
}

/** The writes of a plan, or a function that returns them if there is no plan to resume. */
export type PlanFileWrites = readonly Write[] | (() => readonly Write[] | Promise<readonly Write[]>);

/**
 * Creates a plan with its checkpoint in a file, or resumes the plan in the file if there is one. The plan's `run`
 * stores the checkpoint before each batch is sent and when it is done. The file is replaced as a whole, so after a
 * crash there is either the old one or the new one. Only its owner can read it. When the plan is done, the file is
 * deleted.
 *
 * So you can stop a program at any point and start it again with the same writes: it continues, and makes each write
 * once. Only one process at a time can run the plan of a file: others on the same machine are refused.
 *
 * If the writes depend on what is in the repository, which an interrupted plan has changed, pass a function. It is
 * called only if there is no file, and the file then contains the writes.
 *
 * @param path of the file. Its folder must exist. `PATH.new` and `PATH.*.lock` beside it are used, too.
 * @throws {WritePlanError} `invalid_plan`; `invalid_checkpoint` if the file is for other writes: it says which one
 *   differs
 * @throws {AbortedError}
 * @throws {unknown} what the function that makes the writes throws
 * @example
 * ```ts
 * import { planFile } from "bluesky/records/file";
 *
 * const plan = await planFile("import.json", texts.map((text) => buildWrite.create(Post, { text })));
 * for await (const { done, total } of plan.run(client)) console.log(`${done} of ${total}`);
 * ```
 */
export async function planFile(
  path: string,
  writes: PlanFileWrites,
  options: PlanFileOptions = {},
): Promise<WritePlan> {
  const { signal, ...settings } = options;
  /** What the file holds, as far as this plan knows. */
  let stored = await readCheckpoint(path, signal);
  const plan = stored === undefined ? await planAnew(writes, options) : resumeFrom(path, stored, writes, settings);
  const { run } = plan;
  const store = async (checkpoint: string): Promise<void> => {
    const isDone = plan.done === plan.total;
    await (isDone ? removeFile(path) : replaceFile(path, checkpoint));
    stored = isDone ? undefined : checkpoint;
  };
  const runInFile: WritePlan["run"] = async function* (client, given) {
    const unlock = await lock(path);
    /** Ends when nothing is on its way into the file. */
    let storing = Promise.resolve();
    try {
      if ((await readCheckpoint(path)) !== stored) {
        const what = "the file is not as this plan left it, because another process has run it: call `planFile` again";
        throw writePlanError("invalid_plan", `${path}: ${what}`);
      }
      const onCheckpoint = async (checkpoint: string): Promise<void> => {
        storing = store(checkpoint);
        await storing;
        await given?.onCheckpoint?.(checkpoint);
      };
      yield* run(client, { ...given, onCheckpoint });
      // Where nothing was left to do, nothing was stored.
      await removeFile(path);
    } finally {
      // A run that is aborted does not wait for it. Others come in only then, or they would find it in place of their own.
      await storing.catch(() => {});
      await unlock();
    }
  };
  return Object.assign(plan, { run: runInFile });
}

async function planAnew(writes: PlanFileWrites, { signal, ...settings }: PlanFileOptions): Promise<WritePlan> {
  if (typeof writes !== "function") return planWrites(writes, settings);
  const made = await waitFor(() => writes(), signal, "the planning was aborted by its signal");
  return planWrites(made, { ...settings, selfContained: true });
}

/** Resumes the plan of a file, and names the file where that fails. */
function resumeFrom(path: string, checkpoint: string, writes: PlanFileWrites, options: PlanWritesOptions): WritePlan {
  const { limits, batchSize, repo, clock } = options;
  const given = typeof writes === "function" ? undefined : writes;
  try {
    return resumePlan(checkpoint, { writes: given, limits, batchSize, repo, clock });
  } catch (error) {
    if (!(error instanceof WritePlanError)) throw error;
    throw writePlanError(error.code, `${path}: ${reasonOf(error)}`, error);
  }
}

async function readCheckpoint(path: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    return await readFile(path, { encoding: "utf8", signal });
  } catch (cause) {
    if (isCode(cause, "ENOENT")) return undefined;
    if (signal?.aborted) throw abortedError(`${path}: the reading was aborted by its signal`, signal);
    throw writePlanError("invalid_checkpoint", `${path}: the file cannot be read`, { cause });
  }
}

/**
 * Keeps other processes out. Each says first that it is here, by a file of its own, and then looks for others: of two that come at the
 * same time at least one sees the other, and goes. Nobody ever removes the file of a process that is running.
 *
 * @returns what lets others in
 */
async function lock(path: string): Promise<() => Promise<void>> {
  const prefix = `${basename(path)}.`;
  const own = `${prefix}${process.pid}-${randomUUID().slice(0, 8)}.lock`;
  const fileOf = (name: string): string => join(dirname(path), name);
  const unlock = (): Promise<void> => rm(fileOf(own), { force: true });
  try {
    await writeNew(fileOf(own), "");
    for (const name of await readdir(dirname(path))) {
      const [, pid] = (name.startsWith(prefix) && /^(\d+)-[\da-f]{8}\.lock$/.exec(name.slice(prefix.length))) || [];
      if (pid === undefined || name === own) continue;
      if (await isHeld(fileOf(name), Number(pid))) {
        const what = `the process ${pid} is running this plan (if it is not, delete ${fileOf(name)})`;
        throw writePlanError("invalid_plan", `${path}: ${what}`);
      }
      await rm(fileOf(name), { force: true });
    }
    return unlock;
  } catch (cause) {
    await unlock().catch(() => {});
    if (cause instanceof WritePlanError) throw cause;
    throw writePlanError("checkpoint_failed", `${path}: the folder cannot be written to`, { cause });
  }
}

/** Whether the process that has made a lock is running. One whose lock has gone meanwhile has let us in. */
async function isHeld(lockFile: string, pid: number): Promise<boolean> {
  const found = await stat(lockFile).catch(() => undefined);
  return found !== undefined && isHolder(pid, found);
}

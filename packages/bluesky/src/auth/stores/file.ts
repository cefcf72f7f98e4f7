/** For Node, Deno and Bun only: a store of sessions in files. */
import { createHash } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { SessionStore } from "./SessionStore.ts";

/** A holder of a lock that has given no sign for so long is taken for dead, in milliseconds. */
const STALE = 10_000;
/** A lock that does not say whose it is after so long: its maker died over it, or will find that it was too slow. */
const NAMELESS = 200;
/** What a lock says of its holder: host and process. Where a crash has cut it off, it has no end. */
const HOLDER = /^(.*) (\d+)\n$/;
/** How often it gives one. */
const HEARTBEAT = 2_000;
/** How long to wait for a lock before giving up. */
const PATIENCE = 60_000;

/**
 * A store in a folder, one file for each value, readable by its owner only. Files are replaced as a whole: whatever happens, a
 * file holds the old session or the new one. Processes on one machine (and on a shared disk, as far as its clock is right) take turns
 * in refreshing; one that dies while it does is noticed.
 *
 * @example
 * ```ts
 * import { homedir } from "node:os";
 * import { join } from "node:path";
 * import { login } from "bluesky/auth";
 * import { createFileStore } from "bluesky/auth/file";
 *
 * const store = createFileStore(join(homedir(), ".config", "my-bot"));
 * const session = await login({ identifier, password, store });
 * ```
 */
export function createFileStore(folder: string): SessionStore {
  const pathOf = (key: string): string => join(folder, fileName(key));
  return {
    get: (key) => readValue(pathOf(key)),
    swap(key, expected, next) {
      const path = pathOf(key);
      // Another lock than the one for refreshes, which swap inside of it.
      return withLock(folder, `${fileName(key)}.swap`, async () => {
        if ((await readValue(path)) !== expected) return false;
        if (next === undefined) await removeFile(folder, path);
        else await replaceFile(folder, path, next);
        return true;
      });
    },
    lock: (key, run) => withLock(folder, `${fileName(key)}.lock`, run),
  };
}

/** A name that every file system takes, and that differs where keys do, also on those that ignore case. */
function fileName(key: string): string {
  const spell = (character: string): string => `=${(character.codePointAt(0) ?? 0).toString(16)}=`;
  const name = `session-${key.replace(/[^a-z0-9_-]/gu, spell)}`;
  // Names end at 255 characters, those of locks are longer.
  return name.length <= 200 ? name : `${name.slice(0, 100)}=${createHash("sha256").update(key).digest("hex")}`;
}

async function readValue(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
}

/** Writes a file beside the old one and puts it in its place. Called by one at a time: the name can be fixed. */
async function replaceFile(folder: string, path: string, text: string): Promise<void> {
  const beside = newOf(path);
  // A file that a crash has left would keep its mode.
  await rm(beside, { force: true });
  try {
    await writeNew(beside, text, true);
    await chmod(beside, 0o600);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
}

async function removeFile(folder: string, path: string): Promise<void> {
  await rm(path, { force: true });
  // A crash may have left newer tokens there.
  await rm(newOf(path), { force: true });
  await syncFolder(folder);
}

function newOf(path: string): string {
  return `${path}.new`;
}

/** Writes a file that is not there yet. */
async function writeNew(path: string, text: string, sync: boolean): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    if (sync) await file.sync();
  } finally {
    await file.close();
  }
}

/** So that it survives a loss of power too, where the platform has that. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {}
}

/**
 * Runs a function while no other process is in one of the same name.
 *
 * The lock is the file `NAME.1`, then `NAME.2` and so on: to take it is to create the next number, which succeeds for one
 * only, once the last holder has renamed its file to `NAME.1.free` or is dead. No file is ever created where another's is
 * deleted: two who find the same dead holder cannot both get in.
 */
async function withLock<T>(folder: string, name: string, run: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = await takeLock(folder, name);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT);
  heartbeat.unref?.();
  try {
    return await run();
  } finally {
    clearInterval(heartbeat);
    // It is gone where this process was asleep and others took it for dead.
    await rename(path, `${path}.free`).catch(() => {});
  }
}

async function takeLock(folder: string, name: string): Promise<string> {
  const until = performance.now() + PATIENCE;
  for (let turn = 0; ; turn++) {
    const last = (await numbersOf(folder, name)).at(-1);
    if (!last || (await isOver(folder, last))) {
      const path = await tryLock(folder, name, last);
      if (path !== undefined) return path;
    }
    if (performance.now() > until) throw new Error(`The lock ${name} has been held for ${PATIENCE / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, 5 + turn * 5) * (0.5 + Math.random())));
  }
}

/** Creates the lock after one that is over. @returns `undefined` where somebody was faster */
async function tryLock(folder: string, name: string, last: LockFile | undefined): Promise<string | undefined> {
  const number = (last?.number ?? 0) + 1;
  const path = join(folder, `${name}.${number}`);
  try {
    await writeNew(path, `${hostname()} ${process.pid}\n`, false);
  } catch (error) {
    if (isCode(error, "EEXIST")) return;
    // A full disk holds the name, and not what is in it.
    await rm(path, { force: true }).catch(() => {});
    throw error;
  }
  const all = await numbersOf(folder, name);
  const before = all.find((other) => other.file === last?.file);
  // Whoever looked long ago may have created a number that was done with, or after one who was only slow.
  if (
    all.some((other) => other.number > number || (other.number === number && other.free)) ||
    (before && !(await isOver(folder, before)))
  ) {
    await rm(path, { force: true });
    return;
  }
  for (const old of all) {
    if (old.number < number) await rm(join(folder, old.file), { force: true });
  }
  return path;
}

interface LockFile {
  readonly file: string;
  readonly number: number;
  /** Whether its holder has given it back. */
  readonly free: boolean;
}

/** The files of a lock, by number. */
async function numbersOf(folder: string, name: string): Promise<LockFile[]> {
  const found = (await readdir(folder)).flatMap((file) => {
    if (!file.startsWith(`${name}.`)) return [];
    const [, number, free] = /^(\d+)(\.free)?$/.exec(file.slice(name.length + 1)) ?? [];
    return number === undefined ? [] : [{ file, number: Number(number), free: free !== undefined }];
  });
  return found.sort((a, b) => a.number - b.number);
}

/** Whether a lock was given back, or its holder is gone: its process, or its heartbeat. */
async function isOver(folder: string, { file, free }: LockFile): Promise<boolean> {
  if (free) return true;
  try {
    const path = join(folder, file);
    const { mtimeMs } = await stat(path);
    const age = Date.now() - mtimeMs;
    if (age > STALE) return true;
    const [, host, pid] = HOLDER.exec(await readFile(path, "utf8")) ?? [];
    if (pid === undefined) return age > NAMELESS;
    if (host !== hostname()) return false;
    // In a container that was restarted, the one before had our number.
    return Number(pid) === process.pid ? age > process.uptime() * 1000 : !isRunning(Number(pid));
  } catch {
    // It was released just now, or is being written.
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process can be seen, but not signalled.
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as { code?: unknown }).code === code;
}

/** For Node, Deno and Bun only: a store of sessions in files. */
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { SessionStore } from "./SessionStore.ts";

/** A holder of a lock that has given no sign for so long is taken for dead, in milliseconds. */
const STALE = 10_000;
/** How often it gives one. */
const HEARTBEAT = 2_000;
/** How long to wait for a lock before giving up. */
const PATIENCE = 60_000;

/**
 * A store in a folder, one file for each account, readable by its owner only. Files are replaced as a whole: whatever happens, a
 * file holds the old session or the new one. Processes on one machine (and on a shared disk, as far as its clock is right) take turns
 * in refreshing; one that dies while it does is noticed.
 *
 * @example
 * ```ts
 * import { createFileStore } from "bluesky/auth/file";
 *
 * const store = createFileStore(join(homedir(), ".config", "my-bot"));
 * const session = (await resumeFrom(store, did)) ?? (await login({ identifier: did, password, store }));
 * ```
 */
export function createFileStore(folder: string): SessionStore {
  const pathOf = (key: string): string => join(folder, fileName(key));
  return {
    get: (key) => readValue(pathOf(key)),
    async swap(key, expected, next) {
      await makeFolder(folder);
      const path = pathOf(key);
      // Another lock than the one for refreshes, which swap inside of it.
      return withLock(folder, `${fileName(key)}.swap`, async () => {
        if ((await readValue(path)) !== expected) return false;
        if (next === undefined) await rm(path, { force: true });
        else await replaceFile(folder, path, next);
        return true;
      });
    },
    async lock(key, run) {
      await makeFolder(folder);
      return withLock(folder, `${fileName(key)}.lock`, run);
    },
  };
}

/** A name that every file system takes, and that differs where keys do, also on those that ignore case. */
function fileName(key: string): string {
  const spell = (character: string): string => `=${(character.codePointAt(0) ?? 0).toString(16)}=`;
  return `session-${key.replace(/[^a-z0-9_-]/gu, spell)}`;
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

async function readValue(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
}

/** Writes a file beside the old one and puts it in its place. Called by one at a time: the name can be fixed. */
async function replaceFile(folder: string, path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  // A file that a crash has left would keep its mode.
  await rm(beside, { force: true });
  const file = await open(beside, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(beside, 0o600);
  await rename(beside, path);
  await syncFolder(folder);
}

/** So that the rename survives a loss of power too, where the platform has that. */
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
    if (!last || last.free || (await isDead(join(folder, `${name}.${last.number}`)))) {
      const path = await tryLock(folder, name, (last?.number ?? 0) + 1);
      if (path !== undefined) return path;
    }
    if (performance.now() > until) throw new Error(`The lock ${name} has been held for ${PATIENCE / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, 5 + turn * 5) * (0.5 + Math.random())));
  }
}

/** Creates the lock of a number. @returns `undefined` where somebody was faster */
async function tryLock(folder: string, name: string, number: number): Promise<string | undefined> {
  const path = join(folder, `${name}.${number}`);
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() })).finally(() => file.close());
  } catch (error) {
    if ((error as { code?: unknown }).code === "EEXIST") return;
    throw error;
  }
  const all = await numbersOf(folder, name);
  // Whoever looked long ago may have created a number that was done with.
  if (all.some((other) => other.number > number || (other.number === number && other.free))) {
    await rm(path, { force: true });
    return;
  }
  for (const old of all) {
    if (old.number < number) await rm(join(folder, old.file), { force: true });
  }
  return path;
}

/** The files of a lock, by number. */
async function numbersOf(folder: string, name: string): Promise<{ file: string; number: number; free: boolean }[]> {
  const found = (await readdir(folder)).flatMap((file) => {
    if (!file.startsWith(`${name}.`)) return [];
    const [, number, free] = /^(\d+)(\.free)?$/.exec(file.slice(name.length + 1)) ?? [];
    return number === undefined ? [] : [{ file, number: Number(number), free: free !== undefined }];
  });
  return found.sort((a, b) => a.number - b.number);
}

/** Whether the holder of a lock is gone: its process, or its heartbeat. */
async function isDead(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > STALE) return true;
    const holder: unknown = JSON.parse(await readFile(path, "utf8"));
    const { pid, host } = holder as { pid?: unknown; host?: unknown };
    return host === hostname() && typeof pid === "number" && !isRunning(pid);
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
    return (error as { code?: unknown }).code === "EPERM";
  }
}

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ENOENT";
}

/** For Node, Deno and Bun only: a store of sessions in files. */
import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, readFile, rename, rm, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isCode } from "../../platform/files/isCode.ts";
import { isHolder } from "../../platform/files/isHolder.ts";
import { removeFile, replaceFile, writeNew } from "../../platform/files/replaceFile.ts";
import type { SessionStore } from "./SessionStore.ts";

/**
 * A holder of a lock that has given no sign for so long, while somebody watched, is taken for dead, in milliseconds. What date its
 * file has does not say it: on a shared disk that is another machine's clock, and any clock may have been set.
 */
const STALE = 7_000;
/** A lock that does not say whose it is for so long: its maker died over it, or will find that it was too slow. */
const NAMELESS = 200;
/** What a lock says of its holder: host and process. Where a crash has cut it off, it has no end. */
const HOLDER = /^(.*) (\d+)\n$/;
/** How often it gives one. */
const HEARTBEAT = 2_000;
/** How long to wait for a lock before giving up. */
const PATIENCE = 60_000;

/**
 * A store in a folder, with one file for each value, readable by its owner only. Files are replaced as a whole, so even
 * after a crash a file has either the old session or the new one. Processes on one machine, and on a shared disk, take
 * turns refreshing. If one dies while it holds the lock, the others notice.
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
        if (next === undefined) await removeFile(path);
        else await replaceFile(path, next);
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
  const watch = startWatch();
  for (let turn = 0; ; turn++) {
    const last = (await numbersOf(folder, name)).at(-1);
    if (!last || (await isOver(folder, last, watch))) {
      const path = await tryLock(folder, name, last, watch);
      if (path !== undefined) return path;
    }
    if (performance.now() > until) throw new Error(`The lock ${name} has been held for ${PATIENCE / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, 5 + turn * 5) * (0.5 + Math.random())));
  }
}

/** Creates the lock after one that is over. @returns `undefined` where somebody was faster */
async function tryLock(
  folder: string,
  name: string,
  last: LockFile | undefined,
  watch: Watch,
): Promise<string | undefined> {
  const number = (last?.number ?? 0) + 1;
  const path = join(folder, `${name}.${number}`);
  try {
    await writeNew(path, `${hostname()} ${process.pid}\n`);
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
    (before && !(await isOver(folder, before, watch)))
  ) {
    await rm(path, { force: true });
    return;
  }
  for (const old of all) {
    // It may be something that cannot be removed so, a folder say. It does no harm: the next number counts.
    if (old.number < number) await rm(join(folder, old.file), { force: true }).catch(() => {});
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
    const [, number, free] = /^(\d{1,15})(\.free)?$/.exec(file.slice(name.length + 1)) ?? [];
    return number === undefined ? [] : [{ file, number: Number(number), free: free !== undefined }];
  });
  return found.sort((a, b) => a.number - b.number);
}

/** Tells for how long something has looked the same, in milliseconds, by our clock. */
type Watch = (looks: string) => number;

function startWatch(): Watch {
  let seen: string | undefined;
  let since = 0;
  return (looks) => {
    if (looks !== seen) since = performance.now();
    seen = looks;
    return performance.now() - since;
  };
}

/** Whether a lock was given back, or its holder is gone: its process, or its heartbeat. */
async function isOver(folder: string, { file, free }: LockFile, watch: Watch): Promise<boolean> {
  if (free) return true;
  const path = join(folder, file);
  // Of a link itself: it may lead nowhere.
  const found = await lstat(path).catch(() => undefined);
  // It was released just now.
  if (!found) return false;
  const text = found.isFile() ? await readFile(path, "utf8").catch(() => "") : "";
  const unchanged = watch(`${file} ${found.mtimeMs} ${text}`);
  if (unchanged > STALE) return true;
  const [, host, pid] = HOLDER.exec(text) ?? [];
  if (pid === undefined) return unchanged > NAMELESS;
  if (host !== hostname()) return false;
  return !isHolder(Number(pid), found);
}

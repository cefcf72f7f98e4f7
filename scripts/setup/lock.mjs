import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const heartbeatMs = 2_000;
const deadAfterMs = 20_000;

/**
 * @typedef {{ token: string, host: string, pid: number, child?: number, what: string }} Owner
 * @typedef {{ child(pid: number): void, release(): void }} Lock
 */

/**
 * Takes a lock that other processes of this clone respect, and waits while another has it.
 * A folder appears under the lock's name in one rename, owner file included, so nobody sees a lock without an owner.
 *
 * A lock is dead when its owner and the owner's child are (a killed `npm test` can leave an `npm ci` at work), or,
 * where process numbers say nothing (another machine, a reused number), when its heartbeat has stopped.
 *
 * @param {string} path the folder to make
 * @param {string} what what the owner is doing, for those who wait
 * @param {(owner: Owner) => void} [onWait] called once, if there is a wait
 * @returns {Promise<Lock>}
 */
export async function takeLock(path, what, onWait) {
  /** @type {Owner} */
  const mine = { token: randomUUID(), host: hostname(), pid: process.pid, what };
  let waited = false;
  while (!place(path, mine)) {
    const owner = readOwner(path);
    if (owner !== undefined && isDead(path, owner)) {
      removeDead(path, owner);
      continue;
    }
    if (owner !== undefined && !waited) {
      waited = true;
      onWait?.(owner);
    }
    await sleep(100);
  }
  const ownerFile = join(path, "owner.json");
  const heartbeat = setInterval(() => touch(ownerFile), heartbeatMs);
  heartbeat.unref();
  return {
    child(pid) {
      writeOwner(ownerFile, { ...mine, child: pid });
    },
    release() {
      clearInterval(heartbeat);
      if (readOwner(path)?.token === mine.token) rmSync(path, { recursive: true, force: true });
    },
  };
}

/**
 * @param {string} path
 * @param {Owner} owner
 * @returns {boolean} whether the lock is now the owner's
 */
function place(path, owner) {
  const prepared = `${path}.${owner.token}`;
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(prepared);
  writeOwner(join(prepared, "owner.json"), owner);
  try {
    renameSync(prepared, path); // Fails where the folder exists, as a lock is never empty.
    return true;
  } catch (error) {
    rmSync(prepared, { recursive: true, force: true });
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTEMPTY" || code === "EEXIST" || code === "EPERM") return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {Owner} owner
 */
function writeOwner(file, owner) {
  const next = `${file}.next`;
  writeFileSync(next, JSON.stringify(owner));
  renameSync(next, file);
}

/**
 * @param {string} path
 * @returns {Owner | undefined}
 */
function readOwner(path) {
  try {
    return JSON.parse(readFileSync(join(path, "owner.json"), "utf8"));
  } catch {
    return undefined; // Released in this moment.
  }
}

/**
 * @param {string} path
 * @param {Owner} owner
 */
function isDead(path, owner) {
  const beats = heartbeatAge(path) < deadAfterMs;
  if (owner.host !== hostname()) return !beats;
  if (owner.child !== undefined && isAlive(owner.child)) return false;
  return !(beats && isAlive(owner.pid));
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // Somebody else's process.
  }
}

/** @param {string} path */
function heartbeatAge(path) {
  try {
    return Date.now() - statSync(join(path, "owner.json")).mtimeMs;
  } catch {
    return 0; // Released in this moment.
  }
}

/**
 * Moves a dead lock away. If another process was faster and the lock moved is its new one, that is put back.
 *
 * @param {string} path
 * @param {Owner} dead
 */
function removeDead(path, dead) {
  const away = `${path}.${randomUUID()}`;
  try {
    renameSync(path, away);
  } catch {
    return; // Another process was faster.
  }
  if (readOwner(away)?.token === dead.token) rmSync(away, { recursive: true, force: true });
  else renameSync(away, path);
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // The clone was removed; nobody waits for this lock.
  }
}

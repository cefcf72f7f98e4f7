/** What a network leaves on the machine, or does not: processes, ports, files, shared memory. Linux only. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { NetworkServices } from "../src/network/NetworkServices.ts";

/** A temporary folder for one test: what a network leaves in it can be told from everything else. */
export function makeTemporary(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), "devnet-test-"));
  chmodSync(path, 0o1777); // like the system's own
  return {
    path,
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}

/** Processes that have to do with a folder: it is in their command line, or they work in it. */
export function processesOf(folder: string): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({ pid: Number(name), command: commandOf(name), cwd: cwdOf(name), state: stateOf(name) }))
    .filter(({ command, cwd, state }) => state !== "Z" && (command.includes(folder) || cwd.includes(folder)))
    .map(({ pid, command }) => ({ pid, command }));
}

/** Local addresses that a process listens on. One that has ended meanwhile listens on none. */
export function listeningAddresses(pid: number): string[] {
  try {
    return readListening(pid);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "EINVAL") return [];
    throw error;
  }
}

function readListening(pid: number): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      } catch {
        return undefined;
      }
    }),
  );
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A" && inodes.has(fields[9]))
      .map((fields) => fields[1] ?? ""),
  );
}

/** Shared memory of the machine: System V segments and files in /dev/shm. */
export function sharedMemory(): string[] {
  const segments = readFileSync("/proc/sysvipc/shm", "utf8").trim().split("\n").slice(1);
  return [...segments.map((line) => `segment ${line.trim().split(/\s+/)[1]}`), ...readdirSync("/dev/shm")];
}

/** System V segments that were made by processes of a folder. */
export function segmentsOf(folder: string): string[] {
  const pids = new Set(processesOf(folder).map(({ pid }) => String(pid)));
  return readFileSync("/proc/sysvipc/shm", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => pids.has(fields[4] ?? ""))
    .map((fields) => `segment ${fields[1]}`);
}

/** Asserts that nothing of a network is left, `patience` ms from now at the latest. */
export async function assertNothingLeft(
  folder: string,
  services: NetworkServices,
  segments: readonly string[],
  patience: number,
): Promise<void> {
  const ports = Object.values(services).map((service: { url: string } | undefined) =>
    Number(new URL(service?.url ?? "http://x:1").port),
  );
  const look = async () => ({
    processes: processesOf(folder),
    files: readdirSync(folder),
    segments: sharedMemory().filter((name) => segments.includes(name)),
    ports: (await Promise.all(ports.map(async (port) => ((await answers(port)) ? [port] : [])))).flat(),
  });
  const end = performance.now() + patience;
  let left = await look();
  while (Object.values(left).some((found) => found.length > 0) && performance.now() < end) {
    await sleep(20);
    left = await look();
  }
  assert.deepEqual(left, { processes: [], files: [], segments: [], ports: [] });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
  });
}

function commandOf(pid: string): string {
  return attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "));
}

function cwdOf(pid: string): string {
  return attempt(() => readlinkSync(`/proc/${pid}/cwd`));
}

function stateOf(pid: string): string {
  return attempt(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2);
  });
}

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return ""; // It ended while we looked, or is not ours to see.
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chown, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DevnetError } from "../errors/DevnetError.ts";
import { notePostmaster } from "../run/postmaster.ts";
import { program } from "./findPostgres.ts";
import { prepareRuntime, type Runtime } from "./prepareRuntime.ts";
import type { UserIds } from "./unprivilegedUser.ts";

/** A running Postgres. */
export interface Postgres {
  /** For clients. */
  url: string;
  /** Resolves when the server has ended, asked or not. */
  ended: Promise<void>;
}

/** A database that nobody will miss: nothing is flushed, nothing runs in parallel, nothing outlives the folder. */
const settings: Record<string, string> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "256MB",
  checkpoint_timeout: "1h",
  shared_buffers: "32MB",
  max_connections: "100",
  max_parallel_workers_per_gather: "0",
  // Files in the data folder instead of segments that a killed server would leave in /dev/shm.
  dynamic_shared_memory_type: process.platform === "win32" ? "windows" : "mmap",
};

/**
 * Makes a database in `folder` and starts a server on it, reached over a Unix socket that only its owner can use
 * (on Windows: a loopback port and a password).
 *
 * @param native - Folder of the Postgres programs, see `findPostgres`.
 * @param onProcess - Is told each process as it starts, so that it can be stopped at any time.
 * @throws {DevnetError} `postgres_failed`, `disk_full`
 */
export async function startPostgres(
  native: string,
  folder: string,
  user: UserIds | undefined,
  onProcess: (process: ChildProcess) => void,
): Promise<Postgres> {
  const runtime = await prepareRuntime(native, folder, user);
  const home = join(folder, "pg");
  const data = join(home, "data");
  await mkdir(home, { mode: 0o700 });
  if (user !== undefined) await chown(home, user.uid, user.gid);

  const run = (name: "initdb" | "postgres", args: string[]) => {
    const child = spawn(join(runtime.bin, program(name)), args, {
      ...user,
      cwd: folder,
      env: environment(runtime),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    if (child.pid !== undefined) notePostmaster(folder, child.pid);
    onProcess(child);
    return follow(name, child);
  };

  const access = process.platform === "win32" ? await loopback(folder) : socket(home);
  const make = run("initdb", [
    `--pgdata=${data}`,
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
    "--wal-segsize=1",
    ...access.initdb,
  ]);
  if ((await make.ended) !== 0) throw make.failure();

  const server = run("postgres", [
    "-D",
    data,
    ...Object.entries({ ...settings, ...access.settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  let code: number | null | undefined;
  const ended = server.ended.then((result) => {
    code = result;
  });
  while (!isReady(join(data, "postmaster.pid"))) {
    if (code !== undefined) throw server.failure();
    await Promise.race([ended, sleep(10)]);
  }
  return { url: access.url, ended };
}

function environment(runtime: Runtime): Record<string, string> {
  // With TZ set initdb need not compare the machine's clock with every time zone there is.
  return {
    ...runtime.environment,
    TZ: "UTC",
    LC_ALL: "C",
    ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
  };
}

function socket(home: string) {
  return {
    initdb: ["--auth=trust"],
    settings: { listen_addresses: "", unix_socket_directories: home, unix_socket_permissions: "0700" },
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(home)}`,
  };
}

async function loopback(folder: string) {
  const password = randomBytes(16).toString("hex");
  const file = join(folder, "password");
  await writeFile(file, password, { mode: 0o600 });
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  probe.close();
  return {
    initdb: ["--auth=scram-sha-256", `--pwfile=${file}`],
    settings: { listen_addresses: "127.0.0.1", port: String(port) },
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
  };
}

/** Passes on what a program writes, and keeps the end of it for the error that may have to be made of it. */
function follow(name: string, child: ChildProcess) {
  let tail = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      tail = (tail + text).slice(-4000);
      process.stderr.write(text);
    });
  }
  let problem: Error | undefined;
  const ended = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      problem = error;
      resolve(null);
    });
    child.once("close", (code) => resolve(code));
  });
  return { ended, failure: () => failure(name, tail, problem) };
}

function failure(name: string, tail: string, cause: Error | undefined): DevnetError {
  if (/No space left on device/.test(tail)) {
    return new DevnetError(
      "disk_full",
      `${name}: no space left on the disk. Free some, or set TMPDIR to a folder elsewhere.`,
    );
  }
  const log = tail.trim().split("\n").slice(-20);
  if (cause !== undefined) {
    return new DevnetError(
      "postgres_failed",
      `${name} cannot be run on this machine (${cause.message}). The binaries from npm need ` +
        "glibc on Linux (Alpine has musl) and, for root, the right to run as another user. Give the folder of a " +
        "Postgres that runs here with the option `postgres`, or do without the AppView (`appView: false`).",
      { log, cause },
    );
  }
  if (/could not look up effective user ID/.test(tail)) {
    return new DevnetError(
      "postgres_failed",
      `Postgres wants its user to be in /etc/passwd, and says: ${tail.trim()}. Add the user there, run as another ` +
        "one, or do without the AppView (`appView: false`).",
      { log },
    );
  }
  return new DevnetError("postgres_failed", `${name} ended early. It last wrote:\n${log.join("\n")}`, { log });
}

/** The server writes its state into the eighth line of its lock file. */
function isReady(lockFile: string): boolean {
  try {
    return readFileSync(lockFile, "utf8").split("\n")[7]?.startsWith("ready") ?? false;
  } catch {
    return false;
  }
}

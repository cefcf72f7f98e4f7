import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Waits until its input closes, which the kernel does when the child ends, however it ends. Then it does what
 * `removeRun` does. It serves the case that nobody else can: both the program and the child were killed.
 */
const script = `
trap '' HUP INT QUIT TERM
while read -r _; do :; done
folder=$1
pid=
[ -r "$folder/postmaster" ] && read -r pid < "$folder/postmaster"
if [ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null; then
  tries=0
  while [ -e "$folder/pg/data/postmaster.pid" ] && [ $tries -lt 60 ]; do sleep 0.05; tries=$((tries + 1)); done
fi
tries=0
until rm -rf -- "$folder" 2>/dev/null || [ $tries -ge 40 ]; do sleep 0.05; tries=$((tries + 1)); done
`;

export interface Watchdog {
  pid: number | undefined;
  /** Lets the watchdog finish, and waits until it has. */
  end(): Promise<void>;
}

/** Starts the watchdog of a network's folder: a shell, in a session of its own, so that Ctrl-C does not reach it. */
export function startWatchdog(folder: string): Watchdog {
  // Windows has no shell to do this: there the parent cleans up after its child, and nobody after both.
  if (process.platform === "win32") return { pid: undefined, end: async () => {} };
  const shell = spawn("/bin/sh", ["-c", script, "bluesky-devnet-watchdog", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
  });
  const ended = once(shell, "exit").catch(() => {});
  shell.unref();
  return {
    pid: shell.pid,
    async end() {
      shell.ref();
      shell.stdin.end();
      await ended;
    },
  };
}

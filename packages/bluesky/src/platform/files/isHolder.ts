import { isCode } from "./isCode.ts";

/** Whether the process that has made a lock file, at that time, is running. */
export function isHolder(pid: number, { mtimeMs }: { readonly mtimeMs: number }): boolean {
  // In a container that was restarted, the one before had our number.
  if (pid === process.pid) return Date.now() - mtimeMs <= process.uptime() * 1000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process can be seen, but not signalled.
    return isCode(error, "EPERM");
  }
}

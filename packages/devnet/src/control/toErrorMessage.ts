import { DevnetError } from "../errors/DevnetError.ts";
import type { ErrorMessage } from "./messages.ts";

/** Any error as one that can be sent to the parent. */
export function toErrorMessage(error: unknown): ErrorMessage {
  if (error instanceof DevnetError) {
    return {
      code: error.code,
      message: error.message,
      port: error.port,
      service: error.service,
      log: error.log?.slice(),
    };
  }
  if (isErrorMessage(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left on device|SQLITE_FULL|database or disk is full/.test(`${codeOf(error)} ${message}`)) {
    return {
      code: "disk_full",
      message: `No space left on the disk (${message}). Free some, or set TMPDIR to a folder elsewhere.`,
    };
  }
  if (/better[_-]sqlite3/.test(message)) {
    return {
      code: "start_failed",
      message:
        `The official servers could not be loaded: ${message}\nTheir SQLite comes as a binary for Linux, macOS and ` +
        `Windows on x64 and arm64; this is ${process.platform} on ${process.arch}. If yours is among them, install again.`,
    };
  }
  return { code: "start_failed", message: `The official servers could not be started: ${message}` };
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : "";
}

function isErrorMessage(value: unknown): value is ErrorMessage {
  return (
    typeof value === "object" && value !== null && !(value instanceof Error) && "code" in value && "message" in value
  );
}

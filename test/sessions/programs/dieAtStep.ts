import fs, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/**
 * Kills its process, as `kill -9` does, when it is about to touch the file system for the n-th time; at a write, when half of it is
 * written. Loaded before a program with `--import`.
 */
let left = Number(process.env.DIE_AT_STEP);

function step(): void {
  if (--left === 0) process.kill(process.pid, "SIGKILL");
}

type Method = (...of: unknown[]) => Promise<unknown>;

/** Puts a step before each call of some methods. */
function watch(target: object, names: readonly string[]): void {
  // All of these are functions that take anything and are async.
  const methods = target as Record<string, Method>;
  for (const name of names) {
    const method = methods[name]?.bind(target);
    methods[name] = async (...of) => {
      step();
      const result = await method?.(...of);
      if (name === "open") watchFile(result as FileHandle);
      return result;
    };
  }
}

function watchFile(file: FileHandle): void {
  watch(file, ["sync", "close"]);
  const write = file.writeFile.bind(file);
  file.writeFile = async (data, options) => {
    step();
    if (left === 1) await write(String(data).slice(0, String(data).length / 2), options);
    step();
    await write(data, options);
  };
}

watch(fs, ["mkdir", "readdir", "readFile", "open", "lstat", "rename", "rm", "chmod"]);
syncBuiltinESMExports();

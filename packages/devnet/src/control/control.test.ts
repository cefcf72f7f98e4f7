import assert from "node:assert/strict";
import { it } from "node:test";
import { DevnetError } from "../errors/DevnetError.ts";
import { childEnvironment } from "./childEnvironment.ts";
import { createLogLines } from "./LogLines.ts";
import { toErrorMessage } from "./toErrorMessage.ts";

it("passes on what a program needs to run, and nothing that the official servers read", () => {
  const environment = childEnvironment(
    {
      PATH: "/bin",
      HOME: "/root",
      PDS_PORT: "1",
      LOG_ENABLED: "true",
      NODE_OPTIONS: "--inspect",
      TMPDIR: "/elsewhere",
    },
    "/tmp/x/tmp",
    false,
  );
  assert.deepEqual(environment, {
    PATH: "/bin",
    HOME: "/root",
    TMPDIR: "/tmp/x/tmp",
    TEMP: "/tmp/x/tmp",
    TMP: "/tmp/x/tmp",
    REDIS_HOST: "127.0.0.1",
  });
  assert.equal(childEnvironment({}, "/tmp/x/tmp", true).LOG_ENABLED, "true");
});

it("cuts output into lines, wherever the chunks end", () => {
  const seen: string[] = [];
  const lines = createLogLines((line) => seen.push(line));
  for (const byte of Buffer.from("one\ntwö\n\nrest")) lines.push(Buffer.of(byte));
  assert.deepEqual(seen, ["one", "twö", ""]);
  assert.deepEqual(lines.tail(), ["one", "twö", "", "rest"]);
});

it("remembers the last lines only, and writes to streams", () => {
  let written = "";
  const lines = createLogLines({ write: (chunk) => (written += chunk) });
  lines.push(Buffer.from(Array.from({ length: 100 }, (_, line) => `${line}\n`).join("")));
  assert.deepEqual([lines.tail().length, lines.tail()[0], lines.tail().at(-1)], [40, "60", "99"]);
  assert.equal(written.split("\n").length, 101);
});

it("says what an error means", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  assert.equal(toErrorMessage(full).code, "disk_full");
  assert.equal(toErrorMessage(new Error("database or disk is full")).code, "disk_full");
  const native = toErrorMessage(new Error("Could not locate the bindings file. better_sqlite3.node"));
  assert.equal(native.code, "start_failed");
  assert.match(native.message, /SQLite comes as a binary for Linux, macOS and Windows/);
  assert.deepEqual(toErrorMessage(new DevnetError("port_taken", "Port 1", { port: 1, service: "pds" })), {
    code: "port_taken",
    message: "Port 1",
    port: 1,
    service: "pds",
    log: undefined,
  });
  assert.match(toErrorMessage("odd").message, /odd/);
});

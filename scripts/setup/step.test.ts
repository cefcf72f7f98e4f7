import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { describe, it } from "node:test";
import { promisify } from "node:util";

const moduleUrl = new URL("step.mjs", import.meta.url).href;

/** What a process prints that runs steps, piece by piece. */
async function piecesOf(program: string): Promise<string[]> {
  const script = `import { step } from ${JSON.stringify(moduleUrl)};\n${program}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pieces: string[] = [];
  for await (const piece of child.stdout.setEncoding("utf8")) pieces.push(String(piece));
  return pieces;
}

describe("step", () => {
  it("prints its title at once, and its time again and again", async () => {
    // It ends when it has been heard of three times, however slow the machine is.
    const pieces = await piecesOf(`
      let heard = 0;
      const { write } = process.stdout;
      let done;
      const ended = new Promise((resolve) => { done = resolve; });
      process.stdout.write = (text) => { if (++heard === 4) done(); return write.call(process.stdout, text); };
      await step("work", () => ended, 1);`);
    assert.match(pieces.join(""), /^work … (?:\d+\.\d s … ){3,}\d+\.\d s\n$/);
  });

  it("ends its line when the work fails, and does not keep the process from ending", async () => {
    const script = `import { step } from ${JSON.stringify(moduleUrl)};
      await step("work", () => Promise.reject(new Error("no")), 60_000).catch(() => {});`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
    assert.match(stdout, /^work … failed after \d+\.\d s\n$/);
  });
});

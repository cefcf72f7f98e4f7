import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { runProcess } from "./process.mjs";

const moduleUrl = new URL("process.mjs", import.meta.url).href;

/** Runs a program under a process that passes signals on, sends that one a signal, and reports how it all ended. */
async function endOf(
  program: string,
  signal?: NodeJS.Signals,
): Promise<{ code: number | null; signal: string | null; output: string }> {
  const script = `
    import { endLike, passSignalsOn, runProcess } from ${JSON.stringify(moduleUrl)};
    passSignalsOn(() => {});
    endLike(await runProcess(process.execPath, ["--eval", ${JSON.stringify(program)}]));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (signal !== undefined && text.includes("ready")) child.kill(signal);
  });
  const [code, ended] = await once(child, "close");
  return { code, signal: ended, output };
}

describe("runProcess", () => {
  it("passes arguments as they are", async () => {
    const args = ["a b", "$HOME", '"quoted"', "*", ""];
    const program = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
    const { output } = await runProcess(process.execPath, ["--eval", program, "--", ...args], { capture: true });
    assert.deepEqual(JSON.parse(output), args);
  });

  it("rejects when there is no such program", async () => {
    await assert.rejects(runProcess("no-such-program-anywhere", []), /ENOENT/);
  });

  it("ends with the exit code of the child", async () => {
    assert.deepEqual(await endOf("process.exitCode = 7"), { code: 7, signal: null, output: "" });
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`passes ${signal} on and waits for the child to clean up`, async () => {
      const program = `
        process.on("${signal}", () => setTimeout(() => { console.log("cleaned up"); process.exit(3); }, 200));
        console.log("ready");
        setTimeout(() => {}, 10_000);`;
      assert.deepEqual(await endOf(program, signal), { code: 3, signal: null, output: "ready\ncleaned up\n" });
    });

    it(`ends by ${signal} when the child does`, async () => {
      const { signal: ended } = await endOf('console.log("ready"); setTimeout(() => {}, 10_000)', signal);
      assert.equal(ended, signal);
    });
  }
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

it("every await on the way of a session ends in time and typed, whatever others do there, and the process lives", async () => {
  const program = fileURLToPath(new URL("testing/walkAwaits.ts", import.meta.url));
  const node = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning", program];
  const child = spawn(process.execPath, node, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code] = await once(child, "close");
  const { cases, problems } = JSON.parse(output);
  assert.deepEqual(problems, []);
  assert.equal(code, 0);
  assert.ok(cases > 1_500, `${cases} cases`);
});

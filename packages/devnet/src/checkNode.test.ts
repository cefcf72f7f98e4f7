import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { checkNode } from "./checkNode.ts";

it("takes Node 22 and later", async () => {
  await checkNode(process.execPath);
  for (const version of ["v22.0.0", "v24.21.0", "v100.0.0"]) await checkNode("node", version);
});

it("refuses older ones, and says what to do", async () => {
  for (const version of ["v20.20.0", "v9.11.2", ""]) {
    await assert.rejects(checkNode("/bin/node", version), {
      code: "node_too_old",
      message: /need Node 22.*option `node`/,
    });
  }
});

it("asks another Node for its version", async () => {
  const folder = mkdtempSync(join(tmpdir(), "devnet-node-"));
  const node = join(folder, "node");
  try {
    writeFileSync(node, "#!/bin/sh\necho v18.20.0\n", { mode: 0o755 });
    await assert.rejects(checkNode(node), { code: "node_too_old", message: /is v18\.20\.0\. Run/ });
  } finally {
    rmSync(folder, { recursive: true });
  }
  await assert.rejects(checkNode(node), { code: "invalid_option", message: /cannot be run/ });
});

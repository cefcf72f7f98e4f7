import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { promisify } from "node:util";
import { root } from "./listFiles.ts";
import { readSnippets } from "./readSnippets.ts";

it("the first code in README.md runs as it stands", async (t) => {
  const [first] = readSnippets(readFileSync(join(root, "README.md"), "utf8"));
  assert.equal(first?.language, "ts");
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "readme-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "readme.ts"), first.code);
  const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...flags, join(folder, "readme.ts")]);
  assert.match(
    stdout,
    /^at:\/\/did:plc:[a-z2-7]{24}\/app\.bsky\.feed\.post\/[a-z2-7]{13} is one of 1 post by alice\.test\n$/,
  );
  assert.equal(stderr, "");
});

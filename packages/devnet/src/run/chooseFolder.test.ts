import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { chooseFolder, othersCanReach } from "./chooseFolder.ts";

it("makes up a new name in the temporary folder", () => {
  const [one, other] = [chooseFolder({ shared: false }), chooseFolder({ shared: false })];
  assert.notEqual(one, other);
  assert.equal(dirname(one), tmpdir());
});

it("leaves a temporary folder whose path is too long for a socket, or that others cannot enter", () => {
  const base = mkdtempSync(join(tmpdir(), "devnet-folder-"));
  const long = join(base, "x".repeat(100));
  mkdirSync(long);
  const before = process.env.TMPDIR;
  try {
    process.env.TMPDIR = base;
    assert.equal(dirname(chooseFolder({ shared: false })), base);
    assert.equal(dirname(chooseFolder({ shared: true })), "/tmp");
    chmodSync(base, 0o755);
    assert.equal(dirname(chooseFolder({ shared: true })), base);
    process.env.TMPDIR = long;
    assert.equal(dirname(chooseFolder({ shared: false })), "/tmp");
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(base, { recursive: true });
  }
});

it("knows what others can reach", () => {
  const base = mkdtempSync(join(tmpdir(), "devnet-reach-"));
  const file = join(base, "file");
  try {
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    assert.equal(othersCanReach(file), false, "the folder is 0700");
    chmodSync(base, 0o711);
    assert.equal(othersCanReach(file), true);
    chmodSync(file, 0o640);
    assert.equal(othersCanReach(file), false);
    chmodSync(file, 0o754);
    assert.equal(othersCanReach(file), false, "can be read, not run");
  } finally {
    rmSync(base, { recursive: true });
  }
});

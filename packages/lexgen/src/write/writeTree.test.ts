import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { OutputError } from "../errors/OutputError.ts";
import { isCurrent, writeTree } from "./writeTree.ts";

const base = mkdtempSync(path.join(tmpdir(), "lexgen-"));
after(() => rmSync(base, { recursive: true, force: true }));

let parent = base;
let folder = base;
beforeEach(() => {
  parent = mkdtempSync(path.join(base, "t"));
  folder = path.join(parent, "out");
});

const files = new Map([
  ["a.ts", "a\n"],
  ["b/c.ts", "c\n"],
]);
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");

describe("writeTree", () => {
  it("writes a tree, and replaces it as a whole", async () => {
    await writeTree(folder, files, "one");
    assert.equal(read("b/c.ts"), "c\n");
    await writeTree(folder, new Map([["d.ts", "d\n"]]), "two");
    assert.deepEqual(readdirSync(folder).sort(), [".lexgen-hash", "d.ts"]);
    assert.deepEqual(readdirSync(parent), ["out"]);
  });

  it("leaves a stamp, by which the same input is known again", async () => {
    assert.equal(await isCurrent(folder, "one"), false);
    await writeTree(folder, files, "one");
    assert.equal(await isCurrent(folder, "one"), true);
    assert.equal(await isCurrent(folder, "two"), false);
  });

  it("makes the folders above, and takes an empty one", async () => {
    await writeTree(path.join(folder, "deep/er"), files, "one");
    assert.equal(read("deep/er/a.ts"), "a\n");
    const empty = path.join(parent, "empty");
    mkdirSync(empty);
    await writeTree(empty, files, "one");
  });

  it("refuses a folder with files of somebody else, and leaves them alone", async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, "mine.ts"), "mine\n");
    await assert.rejects(writeTree(folder, files, "one"), (error) => {
      assert.ok(error instanceof OutputError);
      assert.equal(error.code, "foreign_folder");
      assert.match(error.message, /holds files that bluesky-lexgen did not write: give an empty folder/);
      return true;
    });
    assert.deepEqual(readdirSync(folder), ["mine.ts"]);
  });

  it("refuses a file", async () => {
    writeFileSync(folder, "");
    await assert.rejects(writeTree(folder, files, "one"), {
      code: "unwritable_folder",
      message: /out is a file: give a folder/,
    });
  });

  it("leaves the old tree as it was where writing fails", async () => {
    await writeTree(folder, files, "one");
    // A file cannot also be a folder.
    const impossible = new Map([...files, ["a.ts/x.ts", "x\n"]]);
    await assert.rejects(writeTree(folder, impossible, "two"));
    assert.equal(read("a.ts"), "a\n");
    assert.equal(await isCurrent(folder, "one"), true);
    assert.deepEqual(readdirSync(parent), ["out"]);
  });

  it("never shows half a tree, however often it is killed, and cleans up after that", async () => {
    const program = `
      import { writeTree } from ${JSON.stringify(path.join(import.meta.dirname, "writeTree.ts"))};
      for (let round = 0; ; round++) {
        const files = new Map(Array.from({ length: 50 }, (_, k) => ["f" + k + ".ts", String(round)]));
        await writeTree(${JSON.stringify(folder)}, files, String(round));
        if (round === 1) process.send("going");
      }`;
    for (const delay of [0, 3, 11]) {
      const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      const closed = new Promise((resolve) => child.once("close", resolve));
      const going = new Promise((resolve) => child.once("message", () => resolve(true)));
      assert.ok(await Promise.race([going, closed.then(() => false)]), "it failed before it was killed");
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill("SIGKILL");
      await closed;
      if (!existsSync(folder)) continue; // Killed between two renames: nothing is better than half.
      const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
      assert.equal(names.length, 50);
      assert.equal(new Set(names.map(read)).size, 1);
    }
    await writeTree(folder, files, "end");
    assert.deepEqual(readdirSync(parent), ["out"]);
    assert.deepEqual(readdirSync(folder).sort(), [".lexgen-hash", "a.ts", "b"]);
  });
});

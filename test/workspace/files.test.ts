import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { listFiles, root } from "./listFiles.ts";

const files = listFiles();

/** Paths that exist on one machine only: this clone, this home folder, anybody's home folder. */
function machinePaths(text: string): string[] {
  const personal = [...text.matchAll(/(?:\/home|\/Users|[A-Z]:\\+Users)[/\\]+[\w.-]+[/\\]/g)].map(([match]) => match);
  const own = [`${root}/`, `${root}"`, `${homedir()}/`].filter((path) => text.includes(path));
  return [...personal, ...own];
}

describe("files of the project", () => {
  it("hold no paths of the machine that they were written on", () => {
    assert.ok(files.length > 20);
    const found = files
      .filter((path) => /\.(ts|mjs|js|json|md|yml|txt)$/.test(path) || !path.includes("."))
      .flatMap((path) => machinePaths(readFileSync(join(root, path), "utf8")).map((match) => `${path}: ${match}`));
    assert.deepEqual(found, []);
  });

  it("would be found out", () => {
    const name = "somebody";
    assert.deepEqual(machinePaths(`at /home/${name}/x.ts and C:\\Users\\${name}\\x.ts`), [
      `/home/${name}/`,
      `C:\\Users\\${name}\\`,
    ]);
    // The clone may be in the home folder, whose path is then found too.
    const home = root.startsWith(`${homedir()}/`) ? [`${homedir()}/`] : [];
    assert.deepEqual(machinePaths(`file://${root}/x.ts`), [`${root}/`, ...home]);
    assert.deepEqual(machinePaths("https://example.com/home/page"), []);
  });

  it("are named after what they export", () => {
    const vague = /^(utils?|helpers?|common|misc|shared)\.(ts|mjs)$/;
    assert.deepEqual(
      files.filter((path) => vague.test(basename(path))),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pagePath } from "../platform/features/platformsPage.ts";
import { root } from "../workspace/listFiles.ts";
import { listSubpaths } from "./listSubpaths.ts";
import { installPackage, type Packed } from "./packPackage.ts";
import { typeCheck } from "./typeCheck.ts";
import { checkDeclarations } from "./types/checkDeclarations.ts";
import { compilers } from "./types/compilers.ts";
import { putTypes } from "./types/typesTable.ts";
import { writeTypeTests } from "./types/writeTypeTests.ts";

const source = join(root, "packages/bluesky");

describe("the types of bluesky, installed in an empty folder", { timeout: 600_000, concurrency: 2 }, () => {
  let folder: string;
  let packed: Packed;
  let all: string[];
  let typeTests: Record<string, string>;
  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "bluesky-types-")));
    packed = await installPackage(source, "bluesky", folder);
    const { parts, lexicons } = listSubpaths(packed.installed);
    all = [...parts, ...lexicons.map(({ specifier }) => specifier)];
    typeTests = writeTypeTests(source, packed.installed, folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("compile: every subpath and NSID, with every compiler, under every setting", async () => {
    const checks = await checkDeclarations(folder, all);
    assert.equal(checks.length, 30);
    const failed = checks.filter(({ errors }) => errors.length > 0);
    // It does not know yet that Node can require ES modules.
    assert.deepEqual(
      failed.map(({ compiler, setting }) => `${compiler}, ${setting}`),
      ["TypeScript 5.7, `require` in CommonJS"],
    );
    assert.deepEqual(
      failed[0]?.errors.filter((line) => !line.includes("TS1471")),
      [],
    );
    const page = readFileSync(pagePath, "utf8");
    const update = "node --conditions=@bluesky/source test/outside/updateTypes.ts";
    assert.equal(page, putTypes(page, checks), `the table is not up to date: ${update}`);
  });

  for (const [title, compiler] of Object.entries(compilers)) {
    it(`keep what the type tests promise, with ${title}`, async () => {
      assert.ok(Object.keys(typeTests).length > 3);
      // Type tests declare what they do not use.
      const lib = ["es2024", "esnext.disposable", "dom", "dom.iterable"];
      const program = { folder, name: `promised-${title.slice(-3)}`, compiler, files: typeTests, lib };
      assert.deepEqual(await typeCheck({ ...program, resolution: "nodenext", isLenient: true }), []);
    });
  }

  it("do not compile where an NSID does not exist", async () => {
    const files = {
      "wrong.mts": 'export * as a from "bluesky/app/bsky/feed/getTimeLine"; export * as b from "bluesky/nothing";',
    };
    for (const compiler of Object.values(compilers)) {
      const errors = await typeCheck({ folder, name: "wrong", compiler, resolution: "nodenext", files });
      assert.deepEqual(
        errors.map((line) => /error TS\d+/.exec(line)?.[0]),
        ["error TS2307", "error TS2307"],
      );
    }
  });
});

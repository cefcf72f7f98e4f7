import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type CompileOptions, compile, readFolder, readPackage, writeTree } from "bluesky-lexgen";
import { typeCheck } from "./support/typeCheck.ts";

const fixtures = path.join(import.meta.dirname, "fixtures");
const workspace = path.join(import.meta.dirname, "../../..");
const execute = promisify(execFile);

// Within the workspace, where the package bluesky is found.
mkdirSync(path.join(workspace, ".cache"), { recursive: true });
const root = mkdtempSync(path.join(workspace, ".cache", "lexgen-own-"));
after(() => rmSync(root, { recursive: true, force: true }));

async function compileTo(folder: string, fixture: string, options: Partial<CompileOptions>): Promise<void> {
  const source = await readFolder(path.join(fixtures, fixture));
  const { files, hash } = compile({ sources: [source], ...options });
  await writeTree(path.join(root, folder), files, hash);
}

describe("a user's own lexicons", () => {
  it("refer to ours, are called, validated, and widen our unions", async () => {
    const external = [await readPackage("bluesky", import.meta.dirname)];
    await compileTo("own/lexicons", "own", { external, extension: ".ts" });
    // Ours are imported, and not generated again.
    assert.ok(
      !existsSync(path.join(root, "own/lexicons/app")) && !existsSync(path.join(root, "own/lexicons/com/atproto")),
    );
    cpSync(path.join(fixtures, "use.ts.txt"), path.join(root, "own/use.ts"));
    const program = path.join(root, "own/use.ts");
    const { stdout } = await execute(process.execPath, ["--conditions=@bluesky/source", program]);
    assert.equal(stdout, "used\n");
  });

  it("of every kind compile, as TypeScript and as JavaScript, which Node loads", async () => {
    const items = { "com.example.kinds.searchNotes": "notes" };
    await Promise.all([
      compileTo("ts/lexicons", "kinds", { items, extension: ".ts" }),
      compileTo("js/lexicons", "kinds", { items, format: "js" }),
      compileTo("js/own", "own", { external: [await readPackage("bluesky", import.meta.dirname)], format: "js" }),
    ]);
    writeFileSync(
      path.join(root, "js/use.ts"),
      `import { Values } from "./lexicons/com/example/kinds/values.js";
import { listNotes, putPart, subscribeNotes } from "./lexicons/com/example/kinds.js";
import { Recipe } from "./own/com/example/recipe.js";
export const value: Values = { few: 2, closed: { $type: "com.example.kinds.values#inner", id: 1 } };
export const params: listNotes.Params = { actor: "a.test" };
export const argument: putPart.Argument = { params: { part: 1 }, input: new Uint8Array() };
export const message: subscribeNotes.Message = { $type: "com.example.kinds.subscribeNotes#info", name: "x" };
// @ts-expect-error: one of 1, 2, 3
export const wrong: Values = { few: 4 };
const author = { did: "did:web:a.test", handle: "a.test" };
export const recipe: Recipe = { title: "Soup", createdAt: "2026-11-23T00:00:00Z", author };
// @ts-expect-error: a type of ours is known in declarations too
export const typo: Recipe = { ...recipe, author: { did: author.did, handel: "a.test" } };
`,
    );
    for (const [folder, ending] of [
      ["ts", ".ts"],
      ["js", ".js"],
    ]) {
      const file = path.join(root, `${folder}/lexicons/com/example/kinds/values${ending}`);
      const { Values } = (await import(pathToFileURL(file).href)) as {
        Values: typeof import("bluesky/app/bsky/feed/post").Post;
      };
      assert.ok(
        Values.safeParse({ integer: 1, one: 1, inline: { deep: null }, strings: ["a"], lists: [[{ id: 1 }]] }).ok,
      );
      const result = Values.safeParse({
        integer: 11,
        one: 2,
        few: 4,
        inline: {},
        strings: [],
        items: [{}],
        closed: { $type: "com.example.no" },
        bytes: {},
      });
      assert.ok(!result.ok);
      assert.deepEqual(result.issues.map(({ path, code }) => `${path.join(".")} ${code}`).sort(), [
        "bytes type",
        "closed.$type variant",
        "few enum",
        "inline.deep required",
        "integer maximum",
        "items.0.x required",
        "one const",
        "strings min_length",
      ]);
    }
  });

  it("compile with the TypeScript that we use, and with the oldest that users may have", async () => {
    const folders = ["own", "ts", "js"];
    const checks = [typeCheck(root, "typescript", folders), typeCheck(root, "typescript-5.9", folders)];
    assert.deepEqual(await Promise.all(checks), ["", ""]);
  });

  it("may have any property names", async () => {
    await compileTo("awkward/lexicons", "awkward", { extension: ".ts" });
    assert.equal(await typeCheck(root, "typescript", ["awkward"]), "");
    const { Awkward } = await import(pathToFileURL(path.join(root, "awkward/lexicons/com/example/awkward.ts")).href);
    const issuesOf = (value: unknown): string[] =>
      Awkward.safeParse(value).issues.map(({ path }: { path: string[] }) => path.join("."));
    assert.deepEqual(
      issuesOf({
        "in-line": {},
        a_b: { c: { n: "x" } },
        a: { b_c: { s: 1 } },
        choice: { $type: "com.example.awkward#inner" },
      }).sort(),
      ["a.b_c.s", "a_b.c.n", "choice.id", "in-line.x-y"],
    );
  });
});

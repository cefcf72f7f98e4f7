import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { type CompileOptions, compile, emitTree, readFolder, writeTree } from "bluesky-lexgen";
import { runNode } from "./support/runNode.ts";
import { typeCheck } from "./support/typeCheck.ts";
import { wordyLexicons } from "./support/wordyLexicons.ts";

const fixtures = path.join(import.meta.dirname, "fixtures");
const cache = path.join(import.meta.dirname, "../../../.cache");
mkdirSync(cache, { recursive: true });
// Within the workspace, where the package bluesky is found.
const root = mkdtempSync(path.join(cache, "lexgen-traits-"));
after(() => rmSync(root, { recursive: true, force: true }));

async function compileTo(fixture: string, options: Partial<CompileOptions>): Promise<string[]> {
  const { files, hash, warnings, program } = compile({
    sources: [await readFolder(path.join(fixtures, fixture))],
    ...options,
  });
  const document = (nsid: string): string => `./${nsid.replaceAll(".", "/")}.ts`;
  const tree = emitTree(program, { banner: "", runtime: "bluesky/runtime", document });
  await writeTree(path.join(root, fixture), new Map([...files, ["tree.ts", tree]]), hash);
  return warnings.map(({ document, path, reason }) => `${document} ${path}: ${reason}`);
}

describe("lexicons of others", () => {
  it("compile, whatever they say more: it is told with document and path", async () => {
    const stream = await compileTo("stream", { extension: ".ts" });
    const id = "network.example.stream.subscribe";
    assert.deepEqual(
      stream.map((line) =>
        line
          .split(": ", 2)
          .map((part, index) => (index === 1 ? part.split(";")[0] : part))
          .join(": "),
      ),
      [
        `${id} $schema: unknown, and left out`,
        `${id} license: unknown, and left out`,
        `${id} defs.main.subprotocol: unknown, and left out`,
        `${id} defs.main.parameters.properties.wantedCollections.examples: unknown, and left out`,
        `${id} defs.main.parameters.properties.cursor.maximum: 9223372036854776000 is beyond what JavaScript holds exactly (2^53 - 1), and is left out`,
        `${id} defs.main.parameters.properties.compress.deprecated: unknown, and left out`,
        `${id} defs.main.message.framing: unknown, and left out`,
        `${id} defs.main.errors[0].retryable: unknown, and left out`,
      ],
    );
    const garden = await compileTo("garden", { extension: ".ts" });
    const told = garden.map((line) => line.slice("com.example.garden.".length).replace(/; known here.*/, ""));
    assert.deepEqual(told.sort(), [
      "defs defs.amount.unit: unknown, and left out",
      "listBeds defs.main.output.schema: pages, and has the arrays beds, plants: it has no .items until --items com.example.garden.listBeds=NAME says which one holds them",
      'odd defs.main.nullable: names "gone", which is not among the properties',
      "odd defs.main.properties.$type: $type is what the protocol itself puts into an object",
      "odd defs.main.properties.both.const: 3 breaks enum: nothing is valid",
      'odd defs.main.properties.did.const: "nope" breaks format did: nothing is valid',
      'odd defs.main.properties.list.items.enum[0]: "abc" breaks maxLength 1: it is never valid',
      "odd defs.main.properties.never.enum: is empty: nothing is valid",
      'odd defs.main.properties.none.enum[0]: "abc" breaks maxLength 1: it is never valid',
      "odd defs.main.properties.number.enum[1]: 5 breaks maximum 3: it is never valid",
      'odd defs.main.properties.short.enum[0]: "abc" breaks maxLength 1: it is never valid',
      "plant defs.main.record.$comment: unknown, and left out",
      'plant defs.main.record.nullable: names "gone", which is not among the properties',
      "plant defs.main.record.properties.light: refers to a token, com.example.garden.defs#sun: its name is then the only value",
      "plant defs.main.record.properties.name.examples: unknown, and left out",
      "plant defs.main.record.properties.picture.alt: unknown, and left out",
      "plant defs.main.record.properties.season: refers to a token, com.example.garden.plant#spring: its name is then the only value",
      "plant defs.main.record.properties.seasons.items: refers to a token, com.example.garden.defs#autumn: its name is then the only value",
      "plant defs.main.x-owner: unknown, and left out",
    ]);
  });

  it("are used by programs: tokens, names that objects inherit, constraints beside enums, old blobs, pages", async () => {
    cpSync(path.join(fixtures, "garden.ts.txt"), path.join(root, "garden.ts"));
    assert.equal(await runNode(path.join(root, "garden.ts")), "used\n");
  });

  it("compile with the TypeScript that we use, and with the oldest that users may have", async () => {
    const folders = ["garden", "stream", "garden.ts"];
    assert.deepEqual(
      await Promise.all([typeCheck(root, "typescript", folders), typeCheck(root, "typescript-5.9", folders)]),
      ["", ""],
    );
  });

  it("have items where --items says which", async () => {
    const { files, warnings } = compile({
      sources: [await readFolder(path.join(fixtures, "garden"))],
      items: { "com.example.garden.listBeds": "plants" },
    });
    assert.match(files.get("com/example/garden/listBeds.ts") ?? "", /PagedQuery<.*, listBeds\.Item> = .*, "plants"\)/);
    assert.ok(!warnings.some(({ document }) => document === "com.example.garden.listBeds"));
  });

  it("load under any names that a language has words of, and that look alike", async () => {
    for (const format of ["ts", "js"] as const) {
      const { files, hash, program } = compile({ sources: [wordyLexicons()], format, extension: `.${format}` });
      const document = (nsid: string): string => `./${nsid.replaceAll(".", "/")}.${format}`;
      const tree = emitTree(program, { banner: "", runtime: "bluesky/runtime", document });
      const folder = path.join(root, `words-${format}`);
      await writeTree(folder, new Map([...files, ...(format === "ts" ? [["tree.ts", tree] as const] : [])]), hash);
      const load = (file: string): Promise<{ [name: string]: { nsid?: string; is?: (value: unknown) => boolean } }> =>
        import(pathToFileURL(path.join(folder, `${file}.${format}`)).href);
      const operations = Object.values(await load("com/example/words")).map(({ nsid }) => nsid);
      const records = Object.values(await load("com/example/records"));
      assert.ok(operations.length > 120 && records.length > 120);
      assert.equal(new Set(operations).size, operations.length);
      assert.ok(records.every((record) => record.is?.({}) === true));
      const { Both } = await load("com/example/both");
      assert.equal(Both?.is?.([{ $type: "com.my-site.same" }, { $type: "com.mySite.same", own: 1 }]), false);
      assert.equal(Both?.is?.([{ $type: "com.my-site.same" }, { $type: "com.my.site.same" }]), true);
      if (format === "ts") assert.ok((await load("tree")).createTree);
    }
  });
});

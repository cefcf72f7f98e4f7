import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { LexiconError } from "../errors/LexiconError.ts";
import { readFolder } from "./readFolder.ts";
import { readPackage } from "./readPackage.ts";
import { readSource } from "./readSource.ts";
import { separateKnown } from "./separateKnown.ts";

const root = mkdtempSync(path.join(tmpdir(), "lexgen read-"));
after(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, content: unknown): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, typeof content === "string" ? content : JSON.stringify(content));
}

const a = { lexicon: 1, id: "com.example.a", defs: {} };
const b = { lexicon: 1, id: "com.example.b", defs: {} };
write("some/b.json", b);
write("some/deep/er/a.json", `\uFEFF${JSON.stringify(a)}`);
write("some/readme.md", "# not a lexicon");
write("some/node_modules/x/package.json", {});
write("some/.hidden/x.json", {});
write("bad/one.json", "{");
write("bad/two.json", "");
write("bad/good.json", a);
write("empty/readme.md", "");
write("node_modules/with-folder/package.json", { version: "1.2.3" });
write("node_modules/with-folder/lexicons/a.json", a);
write("node_modules/@scope/with-file/package.json", { version: "2.0.0" });
write("node_modules/@scope/with-file/lexicons.json", [a, b]);
write("node_modules/without/package.json", { version: "1.0.0" });
write("node_modules/broken/package.json", { version: "1.0.0" });
write("node_modules/broken/lexicons.json", {});

const says = (message: RegExp) => (error: unknown) => error instanceof LexiconError && message.test(error.message);

describe("readFolder", () => {
  it("reads all .json files, sorted, but not those of packages and hidden folders", async () => {
    assert.deepEqual(await readFolder(path.join(root, "some")), {
      name: "some",
      documents: [
        { json: b, source: "b.json" },
        { json: a, source: "deep/er/a.json" },
      ],
    });
  });

  it("reads a single file", async () => {
    assert.deepEqual((await readFolder(path.join(root, "some/b.json"))).documents, [{ json: b, source: "b.json" }]);
  });

  it("names every file that is not JSON", async () => {
    await assert.rejects(
      readFolder(path.join(root, "bad")),
      says(/2 problems[\s\S]*one\.json: is not JSON: [\s\S]*two\.json: is not JSON/),
    );
  });

  it("refuses what is no folder or has no documents", async () => {
    await assert.rejects(readFolder(path.join(root, "empty")), says(/no \.json files in this folder/));
    await assert.rejects(readFolder(path.join(root, "none")), says(/none: cannot be read: ENOENT/));
  });
});

describe("readPackage", () => {
  it("reads a folder, a file or the compiled schemas, and finds packages above", async () => {
    const deep = path.join(root, "some/deep");
    assert.deepEqual(await readPackage("with-folder", deep), {
      name: "with-folder@1.2.3",
      documents: [{ json: a, source: "a.json" }],
    });
    const { name, documents } = await readPackage("@scope/with-file", deep);
    assert.equal(name, "@scope/with-file@2.0.0");
    assert.deepEqual(
      documents.map(({ json }) => json),
      [a, b],
    );
    assert.equal(documents[1]?.source, "@scope/with-file/lexicons.json[1]");
    assert.equal((await readPackage("@atproto/api", import.meta.dirname)).documents.length, 387);
  });

  it("refuses a package that is not there or has no lexicons", async () => {
    await assert.rejects(readPackage("absent", root), says(/the package absent: is not installed in .* or above$/));
    await assert.rejects(readPackage("without", root), says(/the package without: has neither a folder lexicons nor/));
    await assert.rejects(
      readPackage("broken", root),
      says(/the package broken: has a lexicons\.json that is no array/),
    );
  });
});

describe("readSource", () => {
  it("takes a folder, a file or a package", async () => {
    assert.equal((await readSource(path.join(root, "some"))).documents.length, 2);
    assert.equal((await readSource(path.join(root, "some/b.json"))).documents.length, 1);
    assert.equal((await readSource("with-folder", root)).name, "with-folder@1.2.3");
  });

  it("says what it looked for", async () => {
    await assert.rejects(
      readSource("lexikons", root),
      says(/lexikons: there is no such folder here, and no such package is installed/),
    );
    await assert.rejects(readSource("./lexikons", root), says(/\.\/lexikons: there is no such folder or file/));
    await assert.rejects(readSource("a.json", root), says(/a\.json: there is no such folder or file/));
  });
});

describe("separateKnown", () => {
  const source = (name: string, ...list: object[]) => ({ name, documents: list.map((json) => ({ json, source: "" })) });
  const ref = (to: string): object => ({ lexicon: 1, id: "com.example.b", defs: { main: { type: "ref", ref: to } } });

  it("imports what is the same, and compiles what differs", () => {
    const own = source("own", a, ref("com.example.a"), { ...b, id: "com.example.c" });
    const same = separateKnown([own], [source("theirs", a, ref("com.example.x"))]);
    assert.deepEqual([same.known, same.changed], [["com.example.a"], ["com.example.b"]]);
    assert.deepEqual(same.sources[0]?.documents.length, 2);
    assert.deepEqual(
      same.external[0]?.documents.map(({ json }) => json),
      [a],
    );
  });

  it("takes copies for the same", () => {
    const copy = {
      defs: { main: { ref: "lex:com.example.a", type: "ref" } },
      id: "com.example.b",
      lexicon: 1,
      $type: "com.atproto.lexicon.schema",
    };
    assert.deepEqual(separateKnown([source("own", copy)], [source("theirs", ref("com.example.a"))]).known, [
      "com.example.b",
    ]);
  });

  it("leaves what is no document to the parser", () => {
    const { sources, known } = separateKnown(
      [
        {
          name: "own",
          documents: [
            { json: null, source: "" },
            { json: [], source: "" },
          ],
        },
      ],
      [source("theirs", a)],
    );
    assert.deepEqual([sources[0]?.documents.length, known], [2, []]);
  });
});

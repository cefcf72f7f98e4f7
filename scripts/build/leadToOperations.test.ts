import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { leadToOperations } from "./leadToOperations.ts";
import { decodeMappings, encodeMappings } from "./sourceMappings.ts";

const folder = mkdtempSync(join(tmpdir(), "lead to operations-"));
after(() => rmSync(folder, { recursive: true }));
const declarations = join(folder, "dist/lexicons/tree.d.ts");

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const tree = `import { type BoundOperation } from "../runtime.js";
import { get as PageGet } from "./page/get.js";
import { list } from "./page/list.js";
export interface Tree {
    /** Pages. */
    readonly page: Pages;
}
export interface Pages {
    readonly get: BoundOperation<[params: PageGet.Params], PageGet.Output, PageGet.ErrorName>;
    readonly list: BoundPagedOperation<[params?: list.Params], list.Output, list.ErrorName, list.Item> & Lists;
}
`;
const lines = tree.split("\n");
/** Where lines and some words begin: more or less what the compiler maps. */
const mappings = lines.flatMap((text, line) => {
  const words = ["readonly", "page", "get", "Bound"].map((word) => text.indexOf(word));
  const columns = [0, ...words, text.length];
  return [...new Set(columns)]
    .filter((column) => column >= 0)
    .sort((a, b) => a - b)
    .map((column) => ({ line, column, source: 0, sourceLine: line + 100, sourceColumn: column }));
});

beforeEach(() => {
  write("dist/lexicons/tree.d.ts", tree);
  const map = { version: 3, file: "tree.d.ts", sourceRoot: "", sources: ["../../src/lexicons/tree.ts"], names: [] };
  write("dist/lexicons/tree.d.ts.map", JSON.stringify({ ...map, mappings: encodeMappings(mappings) }));
  write(
    "src/lexicons/page/get.ts",
    "// Generated\n\nexport const getter = 1;\nexport const get: Query<x> = query();\n",
  );
  write(
    "src/lexicons/page/list.ts",
    "export const list: PagedQuery<x> = pagedQuery();\n\nexport declare namespace list {}\n",
  );
});

describe("leadToOperations", () => {
  /** Where text in a line of the tree leads to, and what begins there. */
  function leadOf(text: string, line: number): string {
    const map = JSON.parse(readFileSync(`${declarations}.map`, "utf8"));
    const content = lines[line] ?? "";
    assert.ok(content.includes(text));
    const entry = new SourceMap(map).findEntry(line, text === "" ? content.length : content.indexOf(text));
    assert.ok("originalSource" in entry);
    return `${entry.originalSource}:${entry.originalLine}:${entry.originalColumn}`;
  }

  it("leads from an operation's member to its constant, with both ends of the name and of the whole", () => {
    leadToOperations(declarations);
    const [get, list] = ["../../src/lexicons/page/get.ts", "../../src/lexicons/page/list.ts"];
    assert.equal(leadOf("readonly get", 8), `${get}:3:0`);
    assert.equal(leadOf("get:", 8), `${get}:3:13`);
    assert.equal(leadOf(": Bound", 8), `${get}:3:16`);
    assert.equal(leadOf("", 8), `${get}:3:${"export const get: Query<x> = query();".length}`);
    assert.equal(leadOf("readonly list", 9), `${list}:0:0`);
    assert.equal(leadOf("list:", 9), `${list}:0:13`);
    assert.equal(leadOf(": Bound", 9), `${list}:0:17`);
  });

  it("leaves everything else to the tree", () => {
    leadToOperations(declarations);
    const source = "../../src/lexicons/tree.ts";
    for (const line of [0, 1, 3, 4, 5, 7, 10]) assert.equal(leadOf("", line).split(":")[0], source);
    assert.equal(leadOf("page", 5), `${source}:105:${lines[5]?.indexOf("page")}`);
  });

  it("maps each position once, in order", () => {
    leadToOperations(declarations);
    const found = decodeMappings(JSON.parse(readFileSync(`${declarations}.map`, "utf8")).mappings);
    const places = found.map(({ line, column }) => line * 1000 + column);
    assert.deepEqual(
      places,
      [...new Set(places)].sort((a, b) => a - b),
    );
    assert.ok(places.length > mappings.length);
  });

  it("refuses a tree that it does not understand", () => {
    write("dist/lexicons/tree.d.ts", tree.replace("readonly list: BoundPagedOperation", "readonly list: Other"));
    assert.throws(() => leadToOperations(declarations), /tree\.d\.ts has no members for list/);
    write("dist/lexicons/tree.d.ts", tree.replace(/^import \{ list.*\n/m, ""));
    assert.throws(() => leadToOperations(declarations), /has a member for list, which it does not import/);
    write("dist/lexicons/tree.d.ts", tree);
    write("src/lexicons/page/list.ts", "export const lists: PagedQuery<x> = pagedQuery();\n");
    assert.throws(() => leadToOperations(declarations), /page\/list\.ts does not export a constant list/);
  });
});

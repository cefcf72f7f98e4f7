import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { readFolder } from "../read/readFolder.ts";
import type { CompileOptions } from "./CompileOptions.ts";
import { compile } from "./compile.ts";
import { hashOf } from "./hashOf.ts";

const kinds = await readFolder(path.join(import.meta.dirname, "../../test/fixtures/kinds"));
const options: CompileOptions = { sources: [kinds], external: [], items: { "com.example.kinds.searchNotes": "notes" } };
const hash = hashOf(options);

describe("hashOf", () => {
  it("is that of a compilation, and of the defaults spelt out", () => {
    assert.equal(compile(options).hash, hash);
    assert.equal(hashOf({ ...options, format: "ts", extension: ".js", runtime: "bluesky/runtime", via: [] }), hash);
    assert.match(hash, /^[0-9a-f]{64}$/);
  });

  it("differs where what is written may differ", () => {
    const [first, ...rest] = kinds.documents;
    assert.ok(first);
    const changed = { json: { ...(first.json as object), description: "Another" }, source: first.source };
    const others: CompileOptions[] = [
      { ...options, sources: [{ ...kinds, documents: [changed, ...rest] }] },
      { ...options, sources: [{ ...kinds, name: "other" }] },
      { ...options, sources: [], external: [kinds] },
      { ...options, external: [{ ...kinds, documents: [] }] },
      { ...options, items: {} },
      { ...options, format: "js" },
      { ...options, extension: ".ts" },
      { ...options, runtime: "../runtime.ts" },
      { ...options, via: [["com.", "viaHome"]] },
    ];
    assert.equal(new Set([hash, ...others.map(hashOf)]).size, others.length + 1);
  });

  it("differs for another compiler: with each of its rooms", async (t) => {
    const copy = mkdtempSync(path.join(tmpdir(), "lexgen hash-"));
    t.after(() => rmSync(copy, { recursive: true, force: true }));
    cpSync(path.join(import.meta.dirname, ".."), copy, { recursive: true });
    const file = pathToFileURL(path.join(copy, "compile/hashOf.ts")).href;
    // Loaded anew each time, because a compiler knows its own hash once it has made it.
    const load = async (round: number): Promise<string> => (await import(`${file}?${round}`)).hashOf(options);
    assert.equal(await load(0), hash);
    const sources = [
      "emit/emitCheck.ts",
      "ir/linkDocuments.ts",
      "compile/compile.ts",
      "read/separateKnown.ts",
      "cli.ts",
    ];
    const hashes = [hash];
    for (const [index, source] of sources.entries()) {
      appendFileSync(path.join(copy, source), "\n");
      hashes.push(await load(index + 1));
    }
    assert.equal(new Set(hashes).size, sources.length + 1);
    appendFileSync(path.join(copy, "emit/emitTree.test.ts"), "\n");
    assert.equal(await load(hashes.length), hashes.at(-1));
  });
});

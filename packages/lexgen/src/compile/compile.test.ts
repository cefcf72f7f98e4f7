import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { readFolder } from "../read/readFolder.ts";
import { readPackage } from "../read/readPackage.ts";
import type { CompileOptions } from "./CompileOptions.ts";
import { compile } from "./compile.ts";

const fixtures = path.join(import.meta.dirname, "../../test/fixtures");
const kinds = await readFolder(path.join(fixtures, "kinds"));
const items = { "com.example.kinds.searchNotes": "notes" };

describe("compile", () => {
  // Update with: node --conditions=@bluesky/source --test --test-update-snapshots packages/lexgen/src/compile/compile.test.ts
  for (const ending of [".d.ts", ".js"]) {
    it(`writes what the snapshots have: ${ending} of every kind of definition`, (t) => {
      const { files, hash } = compile({ sources: [kinds], items, format: "js" });
      const text = [...files]
        .filter(([file]) => file.endsWith(ending))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([file, text]) => `// ---- ${file}\n${text}`)
        .join("\n")
        .replaceAll(hash.slice(0, 12), "HASH");
      t.assert.fileSnapshot(text, path.join(fixtures, `kinds${ending}.snapshot`), { serializers: [String] });
    });
  }

  it("writes one module for each document, and one for each namespace", () => {
    const { files, program } = compile({ sources: [kinds], items });
    const paths = program.documents.map(({ nsid }) => `${nsid.replaceAll(".", "/")}.ts`);
    assert.deepEqual([...files.keys()].sort(), [...paths, "com/example.ts"].sort());
    // A document that has a namespace's name shares its module.
    const shared = files.get("com/example/kinds.ts") ?? "";
    assert.match(shared, /export interface Kinds /);
    assert.match(shared, /export \{ listNotes \} from "\.\/kinds\/listNotes\.js"/);
    assert.doesNotMatch(shared, /export \{ Note \}/);
  });

  it("imports the SDK from its runtime and its lexicons, and from nowhere else", async () => {
    const own = await readFolder(path.join(fixtures, "own"));
    const options = { sources: [own], external: [await readPackage("bluesky", import.meta.dirname)] };
    const specifiers = (more: Partial<CompileOptions>): string[] => {
      const { files } = compile({ ...options, ...more });
      const found = [...files.values()].flatMap((text) => [...text.matchAll(/^import .* from "(.+)";$/gm)]);
      return [...new Set(found.map(([, specifier = ""]) => specifier))].sort();
    };
    const lexicons = [
      "bluesky/app/bsky/actor/defs",
      "bluesky/app/bsky/embed/images",
      "bluesky/app/bsky/feed/defs",
      "bluesky/app/bsky/richtext/facet",
      "bluesky/com/atproto/repo/strongRef",
    ];
    assert.deepEqual(specifiers({}), ["./recipe.js", ...lexicons, "bluesky/runtime"]);
    assert.deepEqual(specifiers({ format: "js" }), ["./recipe.js", ...lexicons, "bluesky/runtime"]);
    // A relative one starts at the output folder. The SDK's own lexicons have it.
    const relative = specifiers({ runtime: "../runtime.ts", extension: ".ts" });
    assert.deepEqual(relative, ["../../../../runtime.ts", "./recipe.ts", ...lexicons]);
  });

  it("writes the same, byte for byte, whatever the order of its input", async () => {
    const own = await readFolder(path.join(fixtures, "own"));
    const external = [await readPackage("bluesky", import.meta.dirname)];
    const reversed = { ...kinds, documents: kinds.documents.toReversed() };
    const one = compile({ sources: [kinds, own], external, items });
    assert.deepEqual([...compile({ sources: [kinds, own], external, items }).files], [...one.files]);
    const other = compile({ sources: [own, reversed], external, items });
    assert.deepEqual([...other.files], [...one.files]);
    assert.equal(other.hash, one.hash);
  });

  it("compiles all lexicons of this SDK in less than a second", async () => {
    const sources = [await readPackage("bluesky", import.meta.dirname)];
    const all = { "app.bsky.feed.searchPostsV2": "posts", "chat.bsky.convo.getMessages": "messages" };
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      assert.equal(compile({ sources, items: all }).program.documents.length, 397);
      return performance.now() - start;
    });
    assert.ok(Math.min(...times) < 1000, `took ${times.map(Math.round).join(", ")} ms`);
  });
});

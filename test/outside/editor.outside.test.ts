import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../workspace/listFiles.ts";
import { installPackage, type Packed } from "./packPackage.ts";
import { type Editor, type Place, startLanguageServer, startTsServer } from "./startEditor.ts";

const servers = { "TypeScript 5.9": startTsServer, "TypeScript 7": startLanguageServer };

const start = `import { Bluesky } from "bluesky";
import type { PostView } from "bluesky/app/bsky/feed/defs";
declare const bsky: Bluesky;
declare const post: PostView;
`;
const program = `${start}const { feed } = await bsky.app.bsky.feed.getTimeline({ limit: 10 });
const get = bsky.app.bsky.feed.getTimeline;
console.log(feed, get, post.record);
`;

describe("bluesky, installed in an empty folder and looked at in an editor", { timeout: 120_000 }, () => {
  let folder: string;
  let packed: Packed;
  let operations: string[];
  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "bluesky-editor-")));
    packed = await installPackage(join(root, "packages/bluesky"), "bluesky", folder);
    const documents: { id: string; defs: { main?: { type: string } } }[] = JSON.parse(
      readFileSync(join(packed.installed, "dist/lexicons/lexicons.json"), "utf8"),
    );
    operations = documents
      .filter(({ defs }) => defs.main?.type === "query" || defs.main?.type === "procedure")
      .map(({ id }) => id);
    const compilerOptions = {
      module: "nodenext",
      target: "es2022",
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
      types: [],
      strict: true,
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    writeFileSync(join(folder, "program.ts"), program);
    writeFileSync(join(folder, "all.ts"), start + operations.map((nsid) => `await bsky.${nsid}();\n`).join(""));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Where a text of the program begins, and how far into it. */
  function placeOf(text: string, inner: string): Place {
    const index = program.indexOf(text) + text.lastIndexOf(inner);
    const before = program.slice(0, index).split("\n");
    return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  }

  for (const [title, startServer] of Object.entries(servers)) {
    describe(title, () => {
      let editor: Editor;
      before(async () => {
        editor = await startServer(join(folder, "program.ts"));
      });
      after(() => editor?.[Symbol.asyncDispose]());

      for (const [how, text] of [
        ["that is called", "feed.getTimeline({"],
        ["that is not", "feed.getTimeline;"],
      ] as const) {
        it(`goes from an operation ${how} to its definition in the sources, and nowhere else`, async () => {
          const found = await editor.definitionsAt(placeOf(text, "getTimeline"));
          assert.deepEqual(
            found.map(({ file, name }) => [shipped(file), name]),
            [["src/lexicons/app/bsky/feed/getTimeline.ts", "getTimeline"]],
          );
          assert.match(found[0]?.declaration ?? "", /^export const getTimeline: PagedQuery<.+\);$/);
        });
      }

      it("goes from each of all operations to its own", async () => {
        await using all = await startServer(join(folder, "all.ts"));
        const lines = start.split("\n").length - 1;
        const wrong: unknown[] = [];
        for (const [index, nsid] of operations.entries()) {
          const name = nsid.slice(nsid.lastIndexOf(".") + 1);
          const place = { line: lines + index, column: `await bsky.${nsid}`.length - name.length };
          const found = (await all.definitionsAt(place)).map(({ file, name }) => [shipped(file), name]);
          const expected = [[`src/lexicons/${nsid.replaceAll(".", "/")}.ts`, name]];
          if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push({ nsid, found });
        }
        assert.ok(operations.length > 200);
        assert.deepEqual(wrong, []);
      });

      it("goes from a namespace to the tree", async () => {
        const found = await editor.definitionsAt(placeOf("bsky.app.bsky.feed.getTimeline({", "feed"));
        assert.deepEqual(
          found.map(({ file, name }) => [shipped(file), name]),
          [["src/lexicons/tree.ts", "feed"]],
        );
      });

      it("shows what an operation takes and gives, and what its lexicon says of it", async () => {
        const hover = await editor.hoverAt(placeOf("feed.getTimeline({", "getTimeline"));
        assert.match(hover, /\(params\?: getTimeline\.Params \| undefined, options\?: CallOptions \| undefined\)/);
        assert.match(hover, /=> Promise<getTimeline\.Output>/);
        assert.match(hover, /Get a view of the requesting account's home timeline\./);
      });

      it("shows how to get at a post in a view of one", async () => {
        const hover = await editor.hoverAt(placeOf("post.record", "record"));
        assert.match(
          hover,
          /`Post` of `bluesky\/app\/bsky\/feed`: `if \(Post\.is\(view\.record\)\) view\.record\.text`/,
        );
      });
    });
  }

  function shipped(file: string): string {
    return relative(packed.installed, file).replaceAll("\\", "/");
  }
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { installDeclarations } from "./userPackage.ts";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "../..");
mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache", "instantiations-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const programs = {
  base: "export {};\n",
  operation: `import { createClient } from "bluesky/client";
import { getTimeline } from "bluesky/app/bsky/feed";
const page = await getTimeline(createClient({ service: "https://example.com" }), { limit: 10 });
console.log(page.feed.length);
`,
  class: `import { Bluesky } from "bluesky";
const bsky = await Bluesky.login({ identifier: "alice.example.com", password: "" });
const { feed } = await bsky.app.bsky.feed.getTimeline({ limit: 10 });
console.log(feed.length, bsky.did);
`,
  unions: `import type { PostView } from "bluesky/app/bsky/feed/defs";
export function describe(post: PostView): string {
  switch (post.embed?.$type) {
    case "app.bsky.embed.images#view":
      return post.embed.images.map(({ alt }) => alt).join();
    case "app.bsky.embed.external#view":
      return post.embed.external.title;
    case "app.bsky.embed.record#view":
      switch (post.embed.record.$type) {
        case "app.bsky.embed.record#viewRecord":
          return post.embed.record.author.handle;
        case "app.bsky.graph.defs#listView":
          return post.embed.record.name;
        default:
          return post.embed.record.$type;
      }
    default:
      return "";
  }
}
`,
};

/** How many types TypeScript 5.9 instantiates for a program. */
async function instantiations(name: keyof typeof programs): Promise<number> {
  const project = join(folder, `${name}.json`);
  writeFileSync(join(folder, `${name}.ts`), programs[name]);
  const compilerOptions = {
    target: "es2022",
    module: "preserve",
    moduleResolution: "bundler",
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  const tsc = join(root, "node_modules/typescript-5.9/bin/tsc");
  const { stdout } = await execute(process.execPath, [tsc, "--project", project, "--extendedDiagnostics"]).catch(
    (error: { stdout: string }) =>
      assert.fail(`the program "${name}" does not compile:\n${error.stdout.slice(0, 2000)}`),
  );
  const [, count] = /^Instantiations:\s+(\d+)/m.exec(stdout) ?? assert.fail(stdout);
  return Number(count);
}

describe("instantiations of types", async () => {
  await installDeclarations(folder);
  const names = ["base", "operation", "class", "unions"] as const;
  const [base = 0, operation = 0, whole = 0, unions = 0] = await Promise.all(names.map(instantiations));

  it(`of a program that calls one operation are at most 100 more than of an empty one: ${operation - base}`, () => {
    assert.ok(operation - base <= 100, `${operation} - ${base} = ${operation - base}`);
  });

  it(`of a program that uses the class are at most 100 more: ${whole - base}`, () => {
    assert.ok(whole - base <= 100, `${whole} - ${base} = ${whole - base}`);
  });

  it(`of a program that switches over two nested unions are at most 500 more: ${unions - base}`, () => {
    assert.ok(unions - base <= 500, `${unions} - ${base} = ${unions - base}`);
  });
});

import assert from "node:assert/strict";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bundle } from "./bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "bundle-"));
after(() => rmSync(folder, { recursive: true }));
const outDir = join(folder, "dist");

/** A package in small: its modules have what those of `bluesky` have of each other. */
const modules: { readonly [path: string]: string } = {
  "index.ts": 'export { login } from "./auth/login.ts"; export { Bluesky } from "./class/Bluesky.ts";',
  "class/Bluesky.ts": 'import { a } from "../lexicons/com/atproto/a.ts"; export class Bluesky { a() { return a(); } }',
  "lexicons/app/bsky/b.ts":
    'import { a } from "../../com/atproto/a.ts"; import { string } from "../../../runtime.ts"; export const b = () => [string(), a()];',
  "lexicons/app/bsky/bb.ts": 'import { b } from "./b.ts"; export const bb = () => b();',
  "lexicons/com/atproto/a.ts": 'import { string } from "../../../runtime.ts"; export const a = () => string();',
  "lexicons/com/atproto/aa.ts": 'import { a } from "./a.ts"; export const aa = () => a();',
  "runtime.ts": 'export { string } from "./schema/string.ts";',
  "schema/string.ts": 'export const string = () => "string";',
  "auth/login.ts": 'import { string } from "../schema/string.ts"; export const login = () => string();',
  "auth/files.node.ts":
    'import { readFileSync } from "node:fs"; import { string } from "../schema/string.ts"; export const files = [readFileSync, string];',
};
const lexicons = ["lexicons/app/bsky/b", "lexicons/app/bsky/bb", "lexicons/com/atproto/a", "lexicons/com/atproto/aa"];

/** What a written module imports, chunks and other packages. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(outDir, path), "utf8");
  return [...text.matchAll(/^(?:import|export)\b[^;]*?"([^"]+)";$/gm)].map(([, specifier = ""]) => specifier);
}

describe("bundle", () => {
  before(async () => {
    for (const [path, text] of Object.entries(modules)) {
      mkdirSync(join(folder, "src", dirname(path)), { recursive: true });
      writeFileSync(join(folder, "src", path), `${text}\n`);
    }
    await bundle({ folder, entries: ["index", "runtime", ...lexicons], platformEntries: ["auth/files.node"], outDir });
  });

  it("makes a chunk of each part and of each namespace, and modules of what users import", () => {
    const written = globSync("**/*.js", { cwd: outDir }).map((path) => path.replaceAll("\\", "/"));
    assert.deepEqual(written.sort(), [
      "auth/files.node.js",
      "chunks/auth.js",
      "chunks/class.js",
      "chunks/lexicons-app-bsky.js",
      "chunks/lexicons-com-atproto.js",
      "chunks/schema.js",
      "index.js",
      ...lexicons.map((path) => `${path}.js`),
      "runtime.js",
    ]);
  });

  it("lets chunks import only chunks of parts before theirs", () => {
    assert.deepEqual(importsOf("chunks/lexicons-app-bsky.js").sort(), ["./lexicons-com-atproto.js", "./schema.js"]);
    assert.deepEqual(importsOf("chunks/lexicons-com-atproto.js"), ["./schema.js"]);
    assert.deepEqual(importsOf("chunks/schema.js"), []);
  });

  it("brings no lexicons along with what they import themselves", () => {
    assert.deepEqual(importsOf("runtime.js"), ["./chunks/schema.js"]);
  });

  it("keeps what only Node has out of chunks", () => {
    assert.deepEqual(importsOf("auth/files.node.js").sort(), ["../chunks/schema.js", "node:fs"]);
    assert.deepEqual(importsOf("chunks/auth.js"), ["./schema.js"]);
  });
});

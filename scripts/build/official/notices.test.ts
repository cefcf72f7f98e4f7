import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { listPackages } from "./listPackages.ts";
import { writeNotices } from "./writeNotices.ts";

it("names every package with its licence, and those that have none", async () => {
  const root = mkdtempSync(join(tmpdir(), "notices-"));
  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return join(root, path);
  };
  try {
    const add = (path: string, manifest: object, license?: string): string => {
      write(`${path}/package.json`, JSON.stringify(manifest));
      if (license !== undefined) write(`${path}/LICENSE.md`, license);
      write(`${path}/dist/package.json`, '{ "type": "commonjs" }');
      return write(`${path}/dist/index.js`, "");
    };
    const modules = [
      add("node_modules/one", { name: "one", version: "1.0.0", license: "MIT" }, "Copyright A\r\n"),
      add("node_modules/@s/two", { name: "@s/two", version: "2.0.0", license: { type: "ISC" } }, "Copyright A"),
      add("node_modules/one/node_modules/deep", { name: "deep", version: "3.0.0" }, "Copyright B"),
      add("node_modules/bare", { name: "bare", version: "4.0.0", licenses: [{ type: "MIT" }, { type: "BSD" }] }),
      add("node_modules/none", { name: "none", version: "5.0.0" }),
      write("src/own.ts", ""),
    ];
    write("node_modules/bare/dist/index.js.map", JSON.stringify({ sources: ["../../../node_modules/inner/a.js"] }));
    const notices = writeNotices(await listPackages([...modules, ...modules]));
    const rule = "-".repeat(80);
    assert.equal(
      notices,
      `The files in this folder contain 5 packages by other authors, each under its own licence.

These have no licence file. Their package.json says:

  bare 4.0.0 (MIT OR BSD)
  none 5.0.0 (no licence)

bare 4.0.0 was bundled by its authors. By its source map it contains parts of:

  inner

${rule}
@s/two 2.0.0 (ISC)
one 1.0.0 (MIT)
${rule}

Copyright A

${rule}
deep 3.0.0 (see below)
${rule}

Copyright B
`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

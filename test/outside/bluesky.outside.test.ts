import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { type Network, startNetwork } from "bluesky-devnet";
import { build } from "esbuild";
import { runSnippets } from "../docs/runSnippets.ts";
import { root } from "../workspace/listFiles.ts";
import { readSnippets, type Snippet } from "../workspace/readSnippets.ts";
import { listSubpaths, type Subpaths } from "./listSubpaths.ts";
import { installPackage, type Packed } from "./packPackage.ts";
import { typeCheck } from "./typeCheck.ts";
import { compilers } from "./types/compilers.ts";

const execute = promisify(execFile);
const source = join(root, "packages/bluesky");

describe("bluesky, installed in an empty folder", { timeout: 900_000 }, () => {
  let folder: string;
  let packed: Packed;
  let subpaths: Subpaths;
  let snippets: (Snippet & { file: string })[];
  let all: string[];

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "bluesky-outside-")));
    packed = await installPackage(source, "bluesky", folder);
    subpaths = listSubpaths(packed.installed);
    all = [...subpaths.parts, ...subpaths.lexicons.map(({ specifier }) => specifier)];
    // What the snippets run against. It is no part of what is looked at here.
    symlinkSync(join(root, "packages/devnet"), join(folder, "node_modules/bluesky-devnet"), "junction");
    snippets = readSnippets(readFileSync(join(packed.installed, "README.md"), "utf8"))
      .filter(({ language }) => language === "ts")
      .map((snippet) => ({ ...snippet, file: `readme-line-${snippet.line}.ts` }));
    for (const { file, code } of snippets) writeFileSync(join(folder, file), code);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const node = (args: string[], env: Record<string, string> = {}): Promise<{ stdout: string; stderr: string }> =>
    execute(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
      cwd: folder,
      env: { ...process.env, ...env, NODE_OPTIONS: "" },
      maxBuffer: 2 ** 26,
    });

  it("brings nothing else along", () => {
    const lock: { packages: object } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
    assert.deepEqual(Object.keys(lock.packages), ["", "node_modules/bluesky"]);
  });

  it("has every NSID", () => {
    assert.ok(subpaths.lexicons.length >= 397, `${subpaths.lexicons.length} lexicons`);
    for (const part of ["bluesky", "bluesky/client", "bluesky/app/bsky/feed"]) assert.ok(subpaths.parts.includes(part));
  });

  describe("is imported and required: every subpath, and of every NSID its main definition", () => {
    for (const [how, load] of [
      ["import", "const load = (name) => import(name);"],
      ["require", 'const load = require("node:module").createRequire(__filename);'],
    ] as const) {
      it(how, async () => {
        const program = `${load}
async function run({ parts, lexicons }) {
  for (const name of parts) if (Object.keys(await load(name)).length === 0 && name !== "bluesky/models/errors") throw new Error(name + " is empty");
  for (const { specifier, nsid, type } of lexicons) {
    const module = await load(specifier);
    const mains = Object.values(module).filter((value) => value?.nsid === nsid);
    if (/query|procedure|subscription|record|permission-set/.test(type) && mains.length !== 1) throw new Error(nsid + " has " + mains.length + " mains");
  }
}
run(JSON.parse(require("node:fs").readFileSync("subpaths.json", "utf8"))).then(() => console.log("all"));
`;
        writeFileSync(join(folder, "subpaths.json"), JSON.stringify(subpaths));
        writeFileSync(join(folder, `${how}-all.cjs`), program);
        assert.deepEqual(await node([`${how}-all.cjs`]), { stdout: "all\n", stderr: "" });
      });
    }
  });

  describe("compiles what README.md shows", () => {
    for (const [title, compiler] of Object.entries(compilers)) {
      it(`with ${title}`, async () => {
        const files = Object.fromEntries(snippets.map(({ file, code }) => [file, code]));
        const program = { folder, compiler, files, types: ["node"], isLenient: true } as const;
        assert.deepEqual(await typeCheck({ ...program, resolution: "nodenext" }), []);
      });
    }
  });

  it("is bundled for a browser: every subpath by itself", async () => {
    const { nodeOnly } = subpaths;
    const bundle = (
      specifiers: readonly string[],
    ): Promise<{ outputFiles: { text: string; path: string }[]; warnings: unknown[] }> =>
      build({
        entryPoints: Object.fromEntries(specifiers.map((specifier) => [specifier.replaceAll("/", "_"), specifier])),
        absWorkingDir: folder,
        outdir: join(folder, "browser"),
        bundle: true,
        write: false,
        format: "esm",
        platform: "browser",
        target: "es2022",
        logLevel: "silent",
      });
    const browser = all.filter((specifier) => !nodeOnly.includes(specifier));
    const { outputFiles, warnings } = await bundle(browser);
    assert.deepEqual([warnings, outputFiles.length], [[], browser.length]);
    for (const { path, text } of outputFiles) {
      assert.doesNotMatch(text, /\bnew Function\b|\beval\(|\bfrom\s*"node:|\brequire\(/, path);
    }
    assert.ok(nodeOnly.length > 0);
    await assert.rejects(bundle(nodeOnly), /Could not resolve/);
  });

  it("has types that are right, says attw", async () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const args = [attw, packed.tarball, "--profile", "esm-only", "--format", "ascii", "--no-color", "--no-emoji"];
    const { nodeOnly } = subpaths;
    assert.ok(nodeOnly.length > 0);
    await node(args).catch(({ stdout }: { stdout: string }) => assert.fail(stdout));
  });

  describe("does what its README shows, on a network", () => {
    let net: Network;
    before(async () => {
      net = await startNetwork({ video: true });
    });
    after(() => net?.close());

    it("every snippet, and every function in them", async () => {
      const alice = await net.createAccount("alice");
      await net.settled();
      assert.ok(snippets.length > 0);
      await runSnippets(snippets, { folder, net, account: alice });
    });
  });
});

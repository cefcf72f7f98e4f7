/** What `npm pack` makes in a clone in which nothing has been built. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { listFiles, root } from "../workspace/listFiles.ts";
import { runNpm } from "./runNpm.ts";

const run = promisify(execFile);

describe("a fresh clone", { timeout: 600_000 }, () => {
  let clone: string;

  before(() => {
    clone = realpathSync(mkdtempSync(join(tmpdir(), "bluesky-clone-")));
    for (const path of listFiles()) cpSync(join(root, path), join(clone, path), { recursive: true });
    linkPackages(join(root, "node_modules"), join(clone, "node_modules"));
    // What only one package has in another version.
    for (const nested of globSync("packages/*/node_modules", { cwd: root })) {
      linkPackages(join(root, nested), join(clone, nested));
    }
    // What takes long and is kept by a hash of all that it is made from.
    for (const name of ["official", "official.key"].filter((name) => existsSync(join(root, ".cache", name)))) {
      cpSync(join(root, ".cache", name), join(clone, ".cache", name), { recursive: true });
    }
    if (existsSync(join(root, ".tools"))) symlinkSync(join(root, ".tools"), join(clone, ".tools"), "junction");
  });
  after(() => rmSync(clone, { recursive: true, force: true }));

  it("has nothing that was built", () => {
    for (const name of readdirSync(join(clone, "packages"))) {
      assert.equal(existsSync(join(clone, "packages", name, "dist")), false, name);
    }
  });

  it("makes a whole package by npm pack, and prints nothing but its name", async () => {
    const folder = join(clone, "packages/devnet");
    const stdout = await runNpm(["pack", "--silent"], folder);
    assert.equal(stdout, "bluesky-devnet-0.1.0.tgz\n");
    const files = await listTarball(join(folder, "bluesky-devnet-0.1.0.tgz"));
    for (const file of [
      "dist/index.js",
      "dist/index.d.ts",
      "dist/cli.js",
      "dist/child/main.js",
      "dist/official/network.js",
    ]) {
      assert.ok(files.includes(file), file);
    }
  });

  it("makes all of them by npm run pack, and says how to install them", async () => {
    const stdout = await runNpm(["run", "pack"], clone);
    const [, line = ""] = /^ {2}npm install (.+)$/m.exec(stdout) ?? [];
    const tarballs = line.split(" ").map((path) => path.replaceAll('"', ""));
    assert.deepEqual(
      tarballs.map((path) => dirname(path)),
      Array(3).fill(join(clone, ".packs")),
    );
    const packages = await Promise.all(
      tarballs.map(async (path) => ({ path, files: await listTarball(path), manifest: await readManifest(path) })),
    );
    assert.deepEqual(packages.map(({ manifest }) => manifest.name).sort(), [
      "bluesky",
      "bluesky-devnet",
      "bluesky-lexgen",
    ]);
    for (const { path, files, manifest } of packages) {
      const built = readdirSync(join(clone, "packages", folderOf(manifest.name), "dist"), { recursive: true });
      const missing = built
        .map((name) => `dist/${String(name).replaceAll("\\", "/")}`)
        .filter((name) => /\.(js|ts|json|node)$/.test(name) && !files.includes(name));
      assert.deepEqual(missing, [], path);
      assert.ok(files.includes("dist/index.js") && files.includes("README.md"), path);
    }
  });
});

function folderOf(name: string): string {
  return name === "bluesky" ? name : name.replace("bluesky-", "");
}

/** The installed packages as links, and the packages of the clone as the clone's own. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const target = /^bluesky(-|$)/.test(name) ? join(dirname(to), "packages", folderOf(name)) : join(from, name);
    if (!name.startsWith(".") || name === ".bin") symlinkSync(target, join(to, name), "junction");
    else if (statSync(target).isFile()) cpSync(target, join(to, name)); // What was installed, in npm's words and in ours.
  }
}

async function listTarball(path: string): Promise<string[]> {
  const { stdout } = await run("tar", ["-tzf", path], { maxBuffer: 2 ** 26 });
  return stdout.split("\n").map((name) => name.replace(/^package\//, ""));
}

async function readManifest(path: string): Promise<{ name: string }> {
  const { stdout } = await run("tar", ["-xzOf", path, "package/package.json"]);
  return JSON.parse(stdout);
}

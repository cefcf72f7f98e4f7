import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { builtinModules, createRequire } from "node:module";
import { join } from "node:path";
import { build, type Metafile, type Plugin, version } from "esbuild";
import { listPackages } from "./listPackages.ts";
import { writeNotices } from "./writeNotices.ts";

/** Packages that stay packages: one has a binary for each platform, the other is a folder of web pages. */
const dependencies = ["sharp", "@atproto/oauth-provider-ui"];

/** Packages that others try to load, and do without. */
const optional = ["bufferutil", "pg-native", "utf-8-validate"];

/** What `require` and the like are in a CommonJS module, for those that are bundled. */
const banner = `import { createRequire as __createRequire } from "node:module";
import { dirname as __dirnameOf } from "node:path";
import { fileURLToPath as __fileURLToPath } from "node:url";
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __dirnameOf(__filename);`;

/** What to bundle. */
export interface OfficialBundle {
  /** The workspace. */
  root: string;
  /** The package's folder. */
  folder: string;
  /** Modules below the package's `src`, without ending, that import the official code. All in one folder. */
  entries: readonly string[];
  /** The folder that takes the place of that one. What is in it already stays, but for the entries. */
  outDir: string;
}

/**
 * Bundles the official servers into a few files, which need two packages instead of several hundred: who installs them needs
 * neither a compiler nor an override. SQLite goes along as its authors publish it, with binaries for every platform.
 *
 * It takes ten seconds, so the result is kept until the lockfile or the way of bundling changes.
 *
 * @throws Error when the official code has changed in a way that this does not know
 */
export async function bundleOfficial({ root, folder, entries, outDir }: OfficialBundle): Promise<void> {
  const key = hashOf([
    version,
    readFileSync(join(root, "package-lock.json"), "utf8"),
    ...["bundleOfficial.ts", "listPackages.ts", "writeNotices.ts"].map((name) =>
      readFileSync(join(import.meta.dirname, name), "utf8"),
    ),
    ...entries.map((entry) => readFileSync(join(folder, "src", `${entry}.ts`), "utf8")),
  ]);
  const cached = join(root, ".cache", "official");
  const keyFile = join(root, ".cache", "official.key");
  if (!isFile(keyFile, key)) {
    const next = `${cached}.next`;
    for (const old of [next, cached, keyFile]) rmSync(old, { recursive: true, force: true });
    await makeBundle(root, folder, entries, next);
    renameSync(next, cached);
    writeFileSync(keyFile, key);
  }
  cpSync(cached, outDir, { recursive: true });
}

async function makeBundle(root: string, folder: string, entries: readonly string[], target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => join(folder, "src", `${entry}.ts`)),
    outdir: target,
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    keepNames: true, // Some of it looks at names of classes.
    minifyWhitespace: true, // A third of it is comments and spaces.
    lineLimit: 160,
    charset: "utf8",
    legalComments: "none", // The notices have them.
    banner: { js: banner },
    external: [...dependencies, ...optional],
    plugins: [takeWhatIsUsed, besideTheBundle, findProtocol],
    metafile: true,
    logLevel: "silent",
  });
  checkDependencies(folder, metafile);
  const sqlite = packageFolder(folder, "better-sqlite3");
  for (const part of ["lib", "prebuilds", "LICENSE"]) {
    cpSync(join(sqlite, part), join(target, "better-sqlite3", part), { recursive: true });
  }
  // Without `exports`, `gypfile` and scripts: there they would mean nothing, and tools stumble over them.
  const { name, version, license, main } = readManifest(sqlite);
  writeFileSync(
    join(target, "better-sqlite3", "package.json"),
    JSON.stringify({ name, version, license, main }, null, 2),
  );
  cpSync(join(packageFolder(folder, "etcd3"), "proto"), join(target, "etcd3"), { recursive: true });
  const inputs = Object.keys(metafile.inputs).map((path) => join(root, path));
  const packages = await listPackages([...inputs, join(sqlite, "package.json")]);
  writeFileSync(join(target, "THIRD-PARTY-NOTICES.txt"), writeNotices(packages));
}

/** The development environment says what it exports in one module: what is not asked for is left out, with all it imports. */
const takeWhatIsUsed: Plugin = {
  name: "takeWhatIsUsed",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@atproto\/dev-env$|^\.\.?\// }, async ({ path, pluginData, ...args }) => {
      if (pluginData === "resolved" || !(path.startsWith("@") || isDevEnv(args.importer))) return;
      const found = await resolve(path, { ...args, pluginData: "resolved" });
      return { ...found, sideEffects: false };
    });
  },
};

function isDevEnv(path: string): boolean {
  return /[\\/]@atproto[\\/]dev-env[\\/]/.test(path);
}

/** SQLite lies beside the bundle, unchanged: it looks for its binaries from where it is. */
const besideTheBundle: Plugin = {
  name: "besideTheBundle",
  setup({ onResolve }) {
    onResolve({ filter: /^better-sqlite3$/ }, () => ({ path: "./better-sqlite3/lib/index.js", external: true }));
  },
};

/** One package reads a protocol when it is loaded, from a place that it is no longer near. */
const findProtocol: Plugin = {
  name: "findProtocol",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]etcd3[\\/]lib[\\/]connection-pool\.js$/ }, async ({ path }) => {
      const before = await readFile(path, "utf8");
      const contents = before.replace("__dirname}/../proto/", "__dirname}/etcd3/");
      if (contents === before) throw new Error(`${path} reads its protocol from somewhere else than before`);
      return { contents, loader: "js" };
    });
  },
};

/** What stays a package must be a dependency of ours, in the version that the official code is tested with. */
function checkDependencies(folder: string, { outputs }: Metafile): void {
  const manifest: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  for (const name of dependencies) {
    const { version: found } = readManifest(packageFolder(folder, name));
    if (manifest.dependencies[name] === found) continue;
    throw new Error(`The official code uses ${name} ${found}, and package.json has ${manifest.dependencies[name]}.`);
  }
  const known = ["./better-sqlite3/lib/index.js", ...dependencies, ...optional];
  const unknown = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external && !path.startsWith("node:") && !builtinModules.includes(path))
    .map(({ path }) => path)
    .filter((path) => !known.includes(path));
  if (unknown.length > 0) throw new Error(`The bundle of the official code needs ${unknown.join(", ")}.`);
}

/** Where a package is that `folder` or the workspace around it has. */
function packageFolder(folder: string, name: string): string {
  const paths = createRequire(join(folder, "package.json")).resolve.paths(name) ?? [];
  const found = paths.map((path) => join(path, name)).find((path) => isFile(join(path, "package.json")));
  if (found === undefined) throw new Error(`${name} is not installed.`);
  return found;
}

function readManifest(folder: string): { name: string; version: string; license: string; main: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest("hex");
}

/** Whether a file is there, and holds this text if one is given. */
function isFile(path: string, text?: string): boolean {
  try {
    const found = readFileSync(path, "utf8");
    return text === undefined || found === text;
  } catch {
    return false;
  }
}

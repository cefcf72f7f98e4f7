import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { generate, type Site } from "./generate/generate.ts";
import { sidebarOf } from "./generate/page/sidebarOf.ts";
import { writeSite } from "./generate/page/writeSite.ts";

/** How a site is built. */
export interface BuildOptions {
  /** The path that it is served under. @default "/" */
  readonly base?: string | undefined;
}

/** A site that is built. */
export interface BuiltSite extends Site {
  /** The folder of its files. */
  readonly outDir: string;
}

/** What `site/playground/bundlePlayground.ts` exports. */
interface PlaygroundModule {
  bundlePlayground(options: { outdir: string; sources: boolean }): Promise<unknown>;
}

const folder = import.meta.dirname;
const outDir = join(folder, "dist");
const stamp = join(folder, "../.cache/site-stamp");

/**
 * Writes the pages, and has Astro make HTML and an index for searching of them: not where all that Astro would read is as it was.
 *
 * @throws {Error} where Astro fails, with what it printed
 */
export async function buildSite({ base = "/" }: BuildOptions = {}): Promise<BuiltSite> {
  const started = performance.now();
  console.log("site: writing pages of lexicons, doc comments and texts");
  const site = await generate(base);
  writeSite(site.pages, site.files, { pages: join(folder, "pages"), public: join(folder, "public"), base });
  await bundleScripts();
  await bundlePlayground();
  const config = JSON.stringify({ base, sidebar: sidebarOf(site), outDir });
  const hash = hashOfInputs(config);
  if (existsSync(stamp) && existsSync(outDir) && readFileSync(stamp, "utf8") === hash) {
    console.log(`site: site/dist is up to date, ${site.pages.length} pages`);
    return { ...site, outDir };
  }
  rmSync(stamp, { force: true });
  console.log(`site: Astro makes HTML of ${site.pages.length} pages, and an index: a minute or so`);
  await runAstro(config);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  console.log(`site: site/dist is built, in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return { ...site, outDir };
}

const SAY_EVERY_MS = 5_000;

/** In a process of its own, for its memory. */
async function runAstro(config: string): Promise<void> {
  const args = ["--disable-warning=ExperimentalWarning", join(folder, "runAstro.mjs"), config];
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", NODE_OPTIONS: "" };
  const started = performance.now();
  const timer = setInterval(
    () => console.log(`site: ${Math.round((performance.now() - started) / 1000)} s`),
    SAY_EVERY_MS,
  );
  const ended = await promisify(execFile)(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 26 }).catch(
    (error: { code: unknown; stdout: string; stderr: string }) => error,
  );
  clearInterval(timer);
  const lines = `${ended.stdout}\n${ended.stderr}`.split("\n");
  if ("code" in ended) throw new Error(`Astro ended with ${ended.code}.\n${lines.slice(-60).join("\n")}`);
  const warnings = lines.filter((line) => /\[(?:WARN|ERROR)\]|\bwarning\b/i.test(line));
  if (warnings.length > 0) console.log(`${warnings.join("\n")}`);
}

async function bundleScripts(): Promise<void> {
  const options = { bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "warning" } as const;
  const entry = join(folder, "browser/site.ts");
  await build({ ...options, entryPoints: [entry], outfile: join(folder, "public/site.js") });
  copyFileSync(join(folder, "theme/favicon.svg"), join(folder, "public/favicon.svg"));
}

async function bundlePlayground(): Promise<void> {
  const module = join(folder, "playground/bundlePlayground.ts");
  if (!existsSync(module)) return;
  const { bundlePlayground: bundle }: PlaygroundModule = await import(pathToFileURL(module).href);
  await bundle({ outdir: join(folder, "public/playground"), sources: true });
}

/** Of all that Astro reads. */
function hashOfInputs(config: string): string {
  const hash = createHash("sha256").update(config);
  const files = [
    "runAstro.mjs",
    "package-lock.json",
    ...globSync("{pages,public,theme}/**/*.*", { cwd: folder }).sort(),
  ];
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

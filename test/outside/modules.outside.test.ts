import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import * as vite from "vite";
import { bundleCases } from "../platform/bundleCases.ts";
import { findTool } from "../platform/runtimes/findTool.ts";
import { root } from "../workspace/listFiles.ts";
import { installPackage } from "./packPackage.ts";

const execute = promisify(execFile);
const answer = "alice.test 1 invalid_option";

describe("a program that uses bluesky, from its tarball", { timeout: 600_000, concurrency: 2 }, () => {
  let folder: string;
  before(async () => {
    mkdirSync(join(root, ".cache"), { recursive: true });
    // Next.js wants to see itself and the program below one folder.
    folder = realpathSync(mkdtempSync(join(root, ".cache", "modules-")));
    await installPackage(join(root, "packages/bluesky"), "bluesky", folder);
    cpSync(join(import.meta.dirname, "fixtures/modules"), folder, { recursive: true });
    for (const name of ["next", "react", "react-dom", "vitest"]) {
      symlinkSync(findTool(name).file("."), join(folder, "node_modules", name), "junction");
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs Node in a folder, and gives what it prints. What it prints where it fails is the error. */
  async function node(args: readonly string[], inside = "."): Promise<string> {
    const env = { ...process.env, NODE_OPTIONS: "", NEXT_TELEMETRY_DISABLED: "1", CI: "1", ROOT: root };
    const options = { cwd: join(folder, inside), env, maxBuffer: 2 ** 26 };
    return execute(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], options).then(
      ({ stdout, stderr }) => `${stdout}${stderr}`,
      ({ stdout, stderr }: { stdout: string; stderr: string }) => assert.fail(`${stdout}${stderr}`),
    );
  }

  it("is run as an ES module", async () => assert.equal(await node(["main.js"]), `${answer}\n`));

  it("is run as CommonJS, which requires it", async () => assert.equal(await node(["main.cjs"]), `${answer}\n`));

  describe("is built with esbuild", () => {
    for (const [format, entry] of [
      ["esm", "main.js"],
      ["cjs", "main.cjs"],
    ] as const) {
      it(format, async () => {
        const outfile = join(folder, `esbuild.${format === "esm" ? "mjs" : "cjs"}`);
        const { warnings } = await esbuild.build({
          absWorkingDir: folder,
          entryPoints: [entry],
          outfile,
          format,
          bundle: true,
          minify: true,
          platform: format === "esm" ? "browser" : "node",
          logLevel: "silent",
        });
        assert.deepEqual(warnings, []);
        assert.equal(await node([outfile]), `${answer}\n`);
      });
    }
  });

  it("is built with Vite", async () => {
    const said: string[] = [];
    const logger = vite.createLogger("warn");
    logger.warn = (message) => void said.push(message);
    await vite.build({
      root: folder,
      configFile: false,
      customLogger: logger,
      logLevel: "warn",
      build: {
        outDir: "vite",
        target: "es2022",
        rolldownOptions: { input: join(folder, "main.js"), output: { entryFileNames: "main.mjs" } },
      },
    });
    assert.deepEqual(said, []);
    assert.equal(await node(["vite/main.mjs"]), `${answer}\n`);
  });

  it("is built with webpack", async () => {
    const webpack: Webpack = createRequire(findTool("webpack").file("package.json"))("webpack");
    const compiler = webpack({
      mode: "production",
      context: folder,
      entry: "./main.js",
      target: ["web", "es2022"],
      output: { path: join(folder, "webpack"), filename: "main.cjs" },
      performance: { hints: false },
    });
    const stats = await promisify(compiler.run.bind(compiler))();
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    assert.deepEqual([errors, warnings], [[], []]);
    assert.equal(await node(["webpack/main.cjs"]), `${answer}\n`);
  });

  it("is built with Next.js, for its server and for browsers", async () => {
    await node([findTool("next").file("dist/bin/next"), "build"], "next");
    const page = readFileSync(join(folder, "next/.next/server/app/index.html"), "utf8");
    assert.match(page, new RegExp(`<p>${answer}</p>`));
    const chunks = globSync("next/.next/static/**/*.js", { cwd: folder });
    const texts = chunks.map((path) => readFileSync(join(folder, path), "utf8"));
    assert.ok(texts.some((text) => text.includes("app.bsky.actor.getProfile")));
  });

  it("is tested with Vitest", async () => {
    const printed = await node([findTool("vitest").file("vitest.mjs"), "run", "--root", "vitest"]);
    assert.match(printed, /1 passed/);
  });

  describe("is tested with Jest", () => {
    const jest = (config: object): string[] => [
      findTool("jest").file("bin/jest.js"),
      "--no-watchman",
      `--config=${JSON.stringify({ rootDir: folder, cacheDirectory: join(folder, "jest-cache"), ...config })}`,
    ];

    it("as an ES module", async () => {
      const config = { testMatch: ["<rootDir>/jest/*.test.js"], transform: {} };
      assert.match(await node(["--experimental-vm-modules", ...jest(config)]), /1 passed/);
    });

    it("as CommonJS, with Node's own require", async () => {
      const config = { testMatch: ["<rootDir>/jest-commonjs/*.test.cjs"], transform: {} };
      assert.match(await node(["--experimental-vm-modules", ...jest(config)]), /1 passed/);
    });

    it("as CommonJS, which Babel makes of it", async () => {
      const babel = createRequire(findTool("@babel/plugin-transform-modules-commonjs").file("package.json"));
      const plugins = [babel.resolve("@babel/plugin-transform-modules-commonjs")];
      const jestBabel = createRequire(findTool("jest").file("package.json")).resolve("babel-jest");
      const config = { testMatch: ["<rootDir>/jest-commonjs/*.test.cjs"] };
      const transform = { "\\.js$": [jestBabel, { plugins }] };
      const transformIgnorePatterns = ["/node_modules/(?!bluesky/)"];
      assert.match(await node(jest({ ...config, transform, transformIgnorePatterns })), /1 passed/);
      await assert.rejects(node(jest({ ...config, transform })), /Must use import to load ES Module/);
    });
  });

  describe("is compiled by Hermes", () => {
    const compile = async (name: string, program: string): Promise<string[]> => {
      const { file } = findTool("hermes-compiler");
      const source = join(folder, `${name}.js`);
      writeFileSync(source, program);
      const args = ["-emit-binary", "-O0", "-w", "-out", join(folder, `${name}.hbc`), source];
      return execute(file("hermesc/linux64-bin/hermesc"), args).then(
        () => [],
        ({ stderr }: { stderr: string }) => stderr.split("\n").filter((line) => line.includes("error:")),
      );
    };
    const bundle = async (lowersAsyncGenerators: boolean): Promise<string> => {
      const parts = await bundleCases({ format: "iife", bluesky: { folder }, lowersAsyncGenerators });
      return [...parts.values()].map((text) => `(() => {\n${text}\n})();`).join("\n");
    };

    it("all parts, as they are", async () => assert.deepEqual(await compile("lowered", await bundle(true)), []));

    it("but for async generators, which React Native's Babel preset rewrites", async () => {
      const errors = await compile("bundled", await bundle(false));
      assert.ok(errors.length > 0, "it knows them now: say so in docs/platforms.md");
      assert.deepEqual(
        // After twenty of them it gives up.
        errors.filter((line) => !/async generators are unsupported|for await|too many errors emitted/.test(line)),
        [],
      );
    });
  });
});

/** What is used of webpack, which comes from where our types do not reach. */
type Webpack = (config: object) => {
  run(
    done: (error: Error | null, stats: { toJson(what: object): { errors: object[]; warnings: object[] } }) => void,
  ): void;
};

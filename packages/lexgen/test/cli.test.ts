import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { runCli } from "../src/cli/runCli.ts";

const cli = path.join(import.meta.dirname, "../src/cli.ts");
const fixtures = path.join(import.meta.dirname, "fixtures");
const cache = path.join(import.meta.dirname, "../../../.cache");

let root = "";
// Within the workspace, where the package bluesky is found.
before(() => {
  mkdirSync(cache, { recursive: true });
  root = mkdtempSync(path.join(cache, "lexgen-cli-"));
  cpSync(path.join(fixtures, "own"), path.join(root, "lexicons"), { recursive: true });
  process.chdir(root); // This file has a process of its own.
  writeFileSync(path.join(root, "broken.json"), "{");
  writeFileSync(
    path.join(root, "wrong.json"),
    JSON.stringify({ lexicon: 1, id: "com.example.a", defs: { main: { type: "objct" } } }),
  );
});
after(() => {
  process.chdir(import.meta.dirname);
  rmSync(root, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command within this process, which is faster. */
async function run(...args: string[]): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  const code = await runCli(args, {
    log: (line) => {
      stdout += `${line}\n`;
    },
    error: (line) => {
      stderr += `${line instanceof Error ? line.stack : line}\n`;
    },
  });
  return { code, stdout, stderr };
}

/** Runs it as its users do. */
async function spawnCli(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

const manifest: { version: string } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "../package.json"), "utf8"),
);

describe("bluesky-lexgen", () => {
  it("is a command", async () => {
    const [help, mistake, compiled] = await Promise.all([
      spawnCli("--help"),
      spawnCli("--in", "lexicons"),
      spawnCli("--in", "lexicons", "--out", "spawned"),
    ]);
    assert.deepEqual([help.code, help.stderr], [0, ""]);
    assert.match(help.stdout, /^bluesky-lexgen: compiles/);
    assert.deepEqual([mistake.code, mistake.stdout], [2, ""]);
    assert.match(mistake.stderr, /^bluesky-lexgen: --out is missing/);
    assert.deepEqual([compiled.code, compiled.stderr], [0, ""]);
    assert.match(compiled.stdout, /^3 lexicons, 4 files in spawned, /);
  });

  it("shows how it is used", async () => {
    for (const args of [["--help"], ["-h"], ["help"], ["check", "--help"], ["--in", "lexicons", "--help"]]) {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, /bluesky-lexgen --in SOURCE --out FOLDER {4}compile/);
    }
    assert.deepEqual(await run("--version"), { code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  /** A mistake, and what is said of it. */
  const mistakes: [args: string[], code: number, message: RegExp][] = [
    [
      [],
      2,
      /^bluesky-lexgen: say what to compile with --in, and where to write to with --out\nbluesky-lexgen --help says more\.\n$/,
    ],
    [["--out", "x"], 2, /^bluesky-lexgen: --in is missing: name a folder of lexicons, or an npm package\n/],
    [["--in", "lexicons"], 2, /^bluesky-lexgen: --out is missing: name the folder to write to\n/],
    [["lexicons"], 2, /^bluesky-lexgen: lexicons: unknown command\n/],
    [["chekc", "lexicons"], 2, /^bluesky-lexgen: chekc: unknown command; did you mean check\?\n/],
    [["--in", "a", "b", "--out", "x"], 2, /^bluesky-lexgen: b: name what to compile with --in b\n/],
    [["--input", "lexicons"], 2, /^bluesky-lexgen: --input: unknown flag\n/],
    [["--otu", "x"], 2, /^bluesky-lexgen: --otu: unknown flag; did you mean --out\?\n/],
    [["-in", "x"], 2, /^bluesky-lexgen: -in: unknown flag; did you mean --in\?\n/],
    [["--in"], 2, /^bluesky-lexgen: --in: its value is missing\n/],
    [["--in", "--out", "x"], 2, /^bluesky-lexgen: --in --out: its value is missing, or is written --in=--out\n/],
    [["--js=yes"], 2, /^bluesky-lexgen: --js=yes: --js takes no value\n/],
    [["--out", "x", "--out", "y"], 2, /^bluesky-lexgen: --out y: it was given before, as x\n/],
    [["--in", "lexicons", "--out", "x", "--ext", ".mjs"], 2, /^bluesky-lexgen: --ext \.mjs: expected \.ts or \.js\n/],
    [
      ["--in", "lexicons", "--out", "x", "--js", "--ext", ".ts"],
      2,
      /^bluesky-lexgen: --js --ext \.ts: JavaScript imports/,
    ],
    [["--in", "lexicons", "--out", "x", "--items", "posts"], 2, /^bluesky-lexgen: --items posts: expected NSID=NAME\n/],
    [
      ["--in", "lexicons", "--out", "x", "--all", "--external", "y"],
      2,
      /^bluesky-lexgen: --all --external y: --all leaves/,
    ],
    [["check"], 2, /^bluesky-lexgen: check: name a folder of lexicons, or an npm package\n/],
    [["check", "lexicons", "x"], 2, /^bluesky-lexgen: check lexicons x: it takes one source at a time\n/],
    [
      ["check", "lexicons", "--agianst", "x"],
      2,
      /^bluesky-lexgen: --agianst: unknown flag; did you mean --against\?\n/,
    ],
    [
      ["--in", "lexikons", "--out", "x"],
      1,
      /^1 problem in the lexicons:\n {2}lexikons: there is no such folder here, and no such package/,
    ],
    [["--in", "./lexikons", "--out", "x"], 1, /\.\/lexikons: there is no such folder or file\n$/],
    [["--in", "broken.json", "--out", "x"], 1, /broken\.json: is not JSON: /],
    [["--in", "wrong.json", "--out", "x"], 1, /com\.example\.a defs\.main\.type: unknown type "objct"/],
    [
      ["--in", "lexicons", "--out", "x", "--all"],
      1,
      /com\.example\.recipe\.recipe defs\.main\.record\.properties\.about: refers to com\.atproto\.repo\.strongRef#main, which does not exist/,
    ],
    [
      ["--in", "lexicons", "--out", "lexicons"],
      1,
      /^lexicons holds files that bluesky-lexgen did not write: give an empty folder/,
    ],
    [["--in", "lexicons", "--out", "broken.json"], 1, /^broken\.json is a file: give a folder to write to\n$/],
    [
      ["--in", "bluesky", "--out", "x"],
      2,
      /^bluesky-lexgen: --in bluesky: bluesky has all of it; to compile it anyway, add --all\n/,
    ],
  ];
  it("tells what is wrong with a command, without a stack, and writes nothing", async () => {
    for (const [args, code, message] of mistakes) {
      const ended = await run(...args);
      assert.match(ended.stderr, message, args.join(" "));
      assert.equal(ended.code, code, args.join(" "));
      if (code === 2) assert.equal(ended.stderr.split("\n").length, 3, "one line, and the hint");
      assert.doesNotMatch(ended.stderr, /\n\s+at /);
    }
    assert.equal(existsSync(path.join(root, "x")), false);
    assert.deepEqual(readdirSync(path.join(root, "lexicons")), ["com"]);
  });

  it("compiles, and does so again only where something changed", async () => {
    const args = ["--in", "lexicons", "--out", "generated/lexicons"];
    const first = await run(...args);
    assert.equal(first.stderr, "");
    assert.match(first.stdout, /^3 lexicons, 4 files in generated\/lexicons, \d+ ms\n$/);
    assert.ok(existsSync(path.join(root, "generated/lexicons/com/example/recipe/recipe.ts")));
    assert.equal((await run(...args)).stdout, "generated/lexicons is up to date\n");
    assert.match((await run(...args, "--force")).stdout, /^3 lexicons/);
    assert.match((await run(...args, "--ext", ".ts")).stdout, /^3 lexicons/);
    assert.deepEqual(readdirSync(path.join(root, "generated")), ["lexicons"]);
  });

  it("imports what the package bluesky has, also where a copy lies among the sources", async () => {
    const all: { id: string; description?: string }[] = JSON.parse(
      readFileSync(path.join(import.meta.dirname, "../../bluesky/src/lexicons/lexicons.json"), "utf8"),
    );
    const copies = path.join(root, "copies");
    mkdirSync(copies);
    const copy = (id: string, more: object = {}): void => {
      writeFileSync(
        path.join(copies, `${id}.json`),
        JSON.stringify({ ...all.find((document) => document.id === id), ...more }),
      );
    };
    copy("com.atproto.repo.strongRef");
    copy("app.bsky.embed.defs", { description: "Mine." });
    const { code, stdout, stderr } = await run("--in", "lexicons", "--in", "copies", "--out", "with-copies");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^already in bluesky, to be imported from there: com\.atproto\.repo\.strongRef\n/);
    assert.match(stdout, /\nin bluesky in another version, compiled from yours: app\.bsky\.embed\.defs\n4 lexicons, /);
    assert.deepEqual(readdirSync(path.join(root, "with-copies")).sort(), [".lexgen-hash", "app", "com"]);
  });

  it("lints", async () => {
    const { code, stdout } = await run("check", "lexicons");
    assert.deepEqual([code, stdout], [0, "3 lexicons, nothing to improve\n"]);
    const kinds = await run("check", path.join(fixtures, "kinds"));
    assert.equal(kinds.code, 1);
    assert.match(
      kinds.stdout,
      /com\.example\.kinds\.strings defs\.main\.properties\.with-dash: a property's name is lowerCamelCase\n/,
    );
    assert.match(kinds.stdout, /\n16 lexicons, \d+ to improve\n$/);
    assert.equal((await run("check", "wrong.json")).code, 1);
  });

  it("tells what it leaves out of lexicons of others, and compiles them", async () => {
    const stream = path.join(fixtures, "stream");
    const compiled = await run("--in", stream, "--out", "stream");
    assert.equal(compiled.code, 0);
    assert.match(compiled.stdout, /^2 lexicons, 3 files in stream, \d+ ms\n$/);
    const lines = compiled.stderr.trimEnd().split("\n");
    assert.equal(lines.length, 8);
    assert.ok(lines.every((line) => line.startsWith("warning: network.example.stream.subscribe ")));
    assert.match(
      compiled.stderr,
      / defs\.main\.subprotocol: unknown, and left out; known here are type, description, /,
    );
    // What has been told once is not told where nothing is compiled.
    assert.deepEqual(await run("--in", stream, "--out", "stream"), {
      code: 0,
      stdout: "stream is up to date\n",
      stderr: "",
    });
    const checked = await run("check", stream);
    assert.equal(checked.code, 1);
    for (const line of lines) assert.ok(checked.stdout.includes(`${line.slice("warning: ".length)}\n`), line);
    assert.match(checked.stdout, /\n2 lexicons, \d+ to improve\n$/);
    assert.equal((await run("check", stream, "--against", stream)).code, 0);
  });

  it("tells what breaks an older version", async () => {
    const older = path.join(fixtures, "own");
    assert.deepEqual(await run("check", "lexicons", "--against", older), {
      code: 0,
      stdout: `3 lexicons, nothing that breaks ${older}\n`,
      stderr: "",
    });
    const newer = path.join(root, "newer");
    cpSync(older, newer, { recursive: true });
    const file = path.join(newer, "com/example/recipe/recipe.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"maxGraphemes": 100', '"maxGraphemes": 50'));
    rmSync(path.join(newer, "com/example/recipe/getPost.json"));
    const { code, stdout } = await run("check", newer, "--against", older);
    assert.equal(code, 1);
    assert.equal(
      stdout,
      `com.example.recipe.getPost: the document is gone\ncom.example.recipe.recipe defs.main.record.properties.title: maxGraphemes was 100, is 50\n2 lexicons, 2 that break ${older}\n`,
    );
  });
});

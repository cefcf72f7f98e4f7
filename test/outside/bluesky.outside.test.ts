import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { type Network, startNetwork } from "bluesky-devnet";
import { build } from "esbuild";
import { root } from "../workspace/listFiles.ts";
import { readSnippets, type Snippet } from "../workspace/readSnippets.ts";
import { listSubpaths, type Subpaths } from "./listSubpaths.ts";
import { installPackage, type Packed } from "./packPackage.ts";
import { typeCheck } from "./typeCheck.ts";

const execute = promisify(execFile);
const source = join(root, "packages/bluesky");
const resolutions = ["bundler", "node16", "nodenext"] as const;
const compilers = { "TypeScript 5.9": "typescript-5.9", "TypeScript 7": "typescript" };

describe("bluesky, installed in an empty folder", { timeout: 300_000 }, () => {
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

  describe("compiles", () => {
    for (const [title, compiler] of Object.entries(compilers)) {
      for (const resolution of resolutions) {
        it(`every subpath and NSID, with ${title} and ${resolution}`, async () => {
          const imports = all.map((specifier, index) => `export * as m${index} from "${specifier}";`);
          const files = { "every.mts": imports.join("\n") };
          assert.deepEqual(await typeCheck({ folder, compiler, resolution, files, skipLibCheck: false }), []);
        });
      }
      it(`required from CommonJS, with ${title}`, async () => {
        const lines = all.map((specifier, index) => `import m${index} = require("${specifier}"); void m${index};`);
        const files = { "required.cts": lines.join("\n") };
        assert.deepEqual(await typeCheck({ folder, compiler, resolution: "nodenext", files }), []);
      });
      it(`what README.md shows, with ${title}`, async () => {
        const files = Object.fromEntries(snippets.map(({ file, code }) => [file, code]));
        for (const resolution of resolutions) {
          assert.deepEqual(await typeCheck({ folder, compiler, resolution, files, types: ["node"] }), []);
        }
      });
    }

    it("not, where an NSID does not exist", async () => {
      const files = {
        "wrong.mts": 'export * as a from "bluesky/app/bsky/feed/getTimeLine"; export * as b from "bluesky/nothing";',
      };
      const errors = await typeCheck({ folder, compiler: "typescript", resolution: "nodenext", files });
      assert.deepEqual(
        errors.map((line) => /error TS\d+/.exec(line)?.[0]),
        ["error TS2307", "error TS2307"],
      );
    });
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
      net = await startNetwork();
    });
    after(() => net?.close());

    it("every snippet, and every function in them", async () => {
      const alice = await net.createAccount("alice");
      // The snippets are as they are: what they take for Bluesky's network is this one.
      writeFileSync(
        join(folder, "use-network.mjs"),
        `import { blueskyNetwork } from "bluesky/network";
const network = JSON.parse(process.env.NETWORK);
const real = { [blueskyNetwork.pds]: network.pds, [blueskyNetwork.appView.url]: network.appView.url };
Object.assign(blueskyNetwork, { handleMethods: ["xrpc"] }, network);
const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const target = real[url.origin] ?? url.origin;
  return fetch(input instanceof Request ? new Request(target + url.pathname + url.search, input) : target + url.pathname + url.search, init);
};
`,
      );
      writeFileSync(
        join(folder, "run-snippet.mjs"),
        `import { Bluesky } from "bluesky";
import { login } from "bluesky/auth";
import { createClient } from "bluesky/client";
const { file, account } = JSON.parse(process.env.SNIPPET);
const { identifier, password, handle, did } = account;
// How each function in the README is called, and what must come of it.
const calls = {
  show: async (show) => show(await login({ identifier, password })),
  count: (count) => count({ feed: [] }) === 0 || fail("count"),
  render: (render) => {
    const record = { $type: "app.bsky.feed.post", text: "hi", createdAt: new Date().toISOString() };
    const view = { uri: "at://" + did + "/app.bsky.feed.post/3jzfcijpj2z2a", cid: "", author: { did, handle }, record, indexedAt: record.createdAt };
    return render(view) === "hi" || fail("render");
  },
  find: async (find) => {
    if ((await find(handle))?.did !== did || (await find("nobody.test")) !== undefined) fail("find");
  },
  connect: async (connect) => {
    const first = await connect(identifier, password);
    const again = await connect(identifier, "not needed: there is a session");
    for (const bsky of [first, again]) if ((await bsky.com.atproto.server.getSession()).did !== did) fail("connect");
    await again.logout();
  },
  connectFar: async (connectFar) => {
    const client = connectFar(await login({ identifier, password }));
    const { handle: found } = await client.call("com.atproto.repo.describeRepo", { params: { repo: did } });
    if (found !== handle) fail("connectFar");
  },
  introduce: async (introduce) => {
    const client = createClient({ session: await login({ identifier, password }) });
    await introduce(client);
    const params = { repo: did, collection: "app.bsky.actor.profile", rkey: "self" };
    const { value } = await client.call("com.atproto.repo.getRecord", { params });
    if (value.description !== "Hello, world") fail("introduce");
  },
  postImage: async (postImage) => {
    const { writeFile } = await import("node:fs/promises");
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await writeFile("image.png", Buffer.from(png, "base64"));
    const client = createClient({ session: await login({ identifier, password }) });
    if (!(await postImage(client, "image.png", "a dot")).startsWith("at://" + did)) fail("postImage");
  },
  backUp: async (backUp) => {
    const { stat } = await import("node:fs/promises");
    await backUp(createClient({ session: await login({ identifier, password }) }), did);
    if ((await stat("repo.car")).size < 100) fail("backUp");
  },
  importPosts: async (importPosts) => {
    const session = await login({ identifier, password });
    const client = createClient({ session });
    const posts = ["one", "two", "three"].map((text) => ({ text, createdAt: new Date().toISOString() }));
    await importPosts(client, posts);
    const { records } = await client.call("com.atproto.repo.listRecords", { params: { repo: did, collection: "app.bsky.feed.post" } });
    const texts = records.map(({ value }) => value.text);
    for (const { text } of posts) if (texts.filter((found) => found === text).length !== 1) fail("importPosts");
  },
  connectTraced: async (connectTraced) => {
    const names = [];
    const span = { setAttribute() {}, setAttributes() {}, setStatus() {}, recordException() {}, end() {} };
    const tracer = { startActiveSpan: (name, ...more) => names.push(name) && more.at(-1)(span) };
    const meter = { createHistogram: () => ({ record() {} }), createCounter: () => ({ add() {} }) };
    const client = connectTraced(await login({ identifier, password }), tracer, meter);
    await client.call("com.atproto.server.getSession");
    if (names.join() !== "com.atproto.server.getSession") fail("connectTraced");
  },
};
function fail(name) {
  throw new Error(name + " does not give what it should");
}
for (const [name, value] of Object.entries(await import("./" + file))) {
  if (typeof value !== "function") continue;
  if (!(name in calls)) throw new Error("Say here how " + name + " of README.md is called.");
  await calls[name](value);
}
`,
      );
      const { did, handle, identifier, password } = alice;
      await net.settled();
      assert.ok(snippets.length > 0);
      for (const { file, line } of snippets) {
        const env = {
          SNIPPET: JSON.stringify({ file, account: { did, handle, identifier, password } }),
          NETWORK: JSON.stringify(net.network),
        };
        await node(["--import", "./use-network.mjs", "run-snippet.mjs"], env).catch(({ stderr }: { stderr: string }) =>
          assert.fail(`the snippet in line ${line} of README.md failed:\n${stderr}`),
        );
      }
    });
  });
});

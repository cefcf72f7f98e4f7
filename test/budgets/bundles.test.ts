import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { measureBundle } from "./measureBundle.ts";
import { installDeclarations } from "./userPackage.ts";

const root = join(import.meta.dirname, "../..");

const programs = {
  call: `
    import { createClient } from "bluesky/client";
    import { getTimeline } from "bluesky/app/bsky/feed";
    export const timeline = (session) => getTimeline(createClient({ session }), { limit: 10 });
  `,
  session: `
    import { loginTo } from "bluesky/auth";
    import { createClient } from "bluesky/client";
    import { getTimeline, Post } from "bluesky/app/bsky/feed";
    import { create } from "bluesky/records";
    export async function run(service, identifier, password) {
      const client = createClient({ session: await loginTo({ service, identifier, password }) });
      await create(client, Post, { text: "Hello", createdAt: new Date().toISOString() });
      return getTimeline(client, { limit: 10 });
    }
  `,
  class: `export { Bluesky } from "bluesky";`,
};

describe("gzipped bytes, everything that is sent and received validated", async () => {
  const call = await measureBundle(programs.call);
  const session = await measureBundle(programs.session);
  const everything = await measureBundle(programs.class);

  // Where we stand, so that it gets no worse. The goals are 8.5 and 10.6 kB.
  it(`of a client and the timeline are at most 9.7 kB: ${call}`, () => {
    assert.ok(call <= 9700, `${call} bytes`);
  });

  it(`of a login with refresh, the timeline and creating a post are at most 13.9 kB: ${session}`, () => {
    assert.ok(session <= 13_900, `${session} bytes`);
  });

  it(`of the class, with every operation, are at most 48 kB: ${everything}`, () => {
    assert.ok(everything <= 48_000, `${everything} bytes`);
  });

  it("of a guard of a record bring no call along", async () => {
    const guard = await measureBundle(`export { Post } from "bluesky/app/bsky/feed";`);
    assert.ok(guard < call / 2, `${guard} bytes`);
  });
});

describe("instantiations of types", () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "class-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function count(name: string, code: string): Promise<number> {
    writeFileSync(join(folder, `${name}.ts`), code);
    const compilerOptions = {
      target: "es2022",
      module: "preserve",
      moduleResolution: "bundler",
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
      types: [],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
    const args = [
      join(root, "node_modules/typescript-5.9/bin/tsc"),
      "--project",
      join(folder, `${name}.json`),
      "--extendedDiagnostics",
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: { stdout: string }) =>
      assert.fail(`the program "${name}" does not compile:\n${error.stdout.slice(0, 2000)}`),
    );
    return Number(/^Instantiations:\s+(\d+)/m.exec(stdout)?.[1] ?? assert.fail(stdout));
  }

  it("of a program that uses the class are at most 100 more than of an empty one, in TypeScript 5.9", async (t) => {
    await installDeclarations(folder);
    const base = await count("base", "export {};\n");
    const used = await count(
      "class",
      `import { Bluesky } from "bluesky";
const bsky = await Bluesky.login({ identifier: "alice.example.com", password: "" });
const { feed } = await bsky.app.bsky.feed.getTimeline({ limit: 10 });
console.log(feed.length, bsky.did);
`,
    );
    t.diagnostic(`${used - base} more`);
    assert.ok(used - base <= 100, `${used} - ${base} = ${used - base}`);
  });
});

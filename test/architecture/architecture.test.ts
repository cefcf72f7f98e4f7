import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { bundledRoom, type Layout, libraryRoom, nodeRoom, parts } from "../../scripts/build/parts.ts";
import { allowedPackages } from "./allowedPackages.ts";
import { checkAddresses } from "./checkAddresses.ts";
import { checkCycles } from "./checkCycles.ts";
import { checkImports } from "./checkImports.ts";
import { checkRooms } from "./checkRooms.ts";
import { readPackage, type SourcePackage } from "./readPackage.ts";

const root = join(import.meta.dirname, "..", "..");
const packages = globSync("packages/*/package.json", { cwd: root }).map((path) =>
  readPackage(join(root, dirname(path))),
);
const workspace = packages.map(({ manifest }) => manifest.name);

const isGenerated = (path: string): boolean => /^(lexicons|models)\//.test(path);

function rulesOf({ manifest }: SourcePackage): Parameters<typeof checkImports>[1] {
  const anyPlatform = manifest.name === "bluesky";
  const allowed = allowedPackages[manifest.name] ?? [];
  if (manifest.name === "bluesky-devnet") return { workspace, allowed, anyPlatform, bundledRoom };
  return { workspace, allowed, anyPlatform, nodeRoom, bundledRoom: libraryRoom };
}

for (const found of packages) {
  describe(found.manifest.name, () => {
    it("is a package that the architecture knows", () => {
      assert.ok(
        Object.hasOwn(allowedPackages, found.manifest.name),
        "add it to allowedPackages.ts, with what it may import",
      );
    });
    it("imports only what its place allows", () => assert.deepEqual(checkImports(found, rulesOf(found)), []));
    // Lexicons refer to each other in circles; the compiler sees to it that generated modules can.
    const isWritten = (path: string): boolean => !isGenerated(path);
    const layout = found.manifest.name === "bluesky" ? parts : undefined;
    it("has rooms in an order, types included", () =>
      assert.deepEqual(checkRooms(found, { layout, isChecked: isWritten }), []));
    it("has no import cycles", () => assert.deepEqual(checkCycles(found, isWritten), []));
  });
}

describe("bluesky", () => {
  it("names addresses of Bluesky's network only in network/", () => {
    const bluesky = packages.find(({ manifest }) => manifest.name === "bluesky");
    assert.ok(bluesky);
    const isChecked = (path: string): boolean => !path.startsWith("network/") && !isGenerated(path);
    assert.deepEqual(checkAddresses(bluesky, isChecked), []);
  });
});

describe("the checks", () => {
  const read = (name: string): SourcePackage => readPackage(join(import.meta.dirname, "fixtures", name));
  const wrong = read("wrong");

  it("find imports that break the rules", () => {
    const rules = {
      workspace: ["bluesky", "bluesky-devnet"],
      allowed: [],
      anyPlatform: true,
      nodeRoom: "platform/files",
    };
    assert.deepEqual(checkImports(wrong, rules), [
      'syntax/did.ts:4 imports "../../../right/src/index.ts": that is outside of src',
      'syntax/did.ts:5 imports "./did.test.ts": there is no such shipped module',
      'xrpc/call.ts:1 imports "node:fs": a Node built-in, in a package for every platform',
      'xrpc/call.ts:2 imports "fs/promises": a Node built-in, in a package for every platform',
      'xrpc/call.ts:3 imports "bluesky-devnet": bluesky may not depend on it',
      'xrpc/call.ts:4 imports "@scope/undeclared/part": package.json does not declare it',
      'xrpc/call.ts:5 imports "bluesky/syntax": a package imports its own modules by relative path',
      'xrpc/odd.ts:1 imports "../platform/files/readFile.ts": that is for Node alone',
    ]);
  });

  it("find development dependencies that are not bundled", () => {
    const rules = { workspace: [], allowed: [], anyPlatform: false, bundledRoom: "official" };
    assert.deepEqual(checkImports(read("bundled"), rules), [
      'index.ts:1 imports "tool": package.json does not declare it',
    ]);
  });

  it("find arrows back between parts and between rooms, of types too, and what has no place", () => {
    const layout: Layout = ["platform", "network", "syntax", "xrpc", ["records", ["single", "plan"]]];
    assert.deepEqual(checkRooms(wrong, { layout }), [
      'extra/extra.ts:1 is in "extra", which parts.ts does not list for src',
      'syntax/did.ts:2 imports "../xrpc/call.ts": syntax comes before xrpc and may not depend on it',
      'syntax/did.ts:3 imports "../xrpc/call.ts": syntax comes before xrpc and may not depend on it',
      'syntax/did.ts:9 imports "../xrpc/retry.ts": syntax comes before xrpc and may not depend on it',
      'syntax/did.ts:12 imports "../xrpc/retry.ts": syntax comes before xrpc and may not depend on it',
      'records/odd.ts:1 is in ".", which parts.ts does not list for records',
      'records/single/create.ts:1 imports "../plan/Plan.ts": records/single comes before records/plan and may not depend on it',
    ]);
  });

  it("find circles of rooms where there is no order, and folders that are too full", () => {
    assert.deepEqual(checkRooms(read("circles"), {}), [
      'kinds/kind.ts:1 imports "../start.ts": a circle of rooms, kinds -> the files of src -> kinds (start.ts:1 imports "./kinds/kind.ts")',
      'seed/content/people.ts:1 imports "../random.ts": a circle of rooms, seed/content -> the files of seed -> seed/content (seed/seed.ts:1 imports "./content/people.ts")',
    ]);
    assert.deepEqual(checkRooms(read("full"), {}), ["hall/ has 17 files of its own: more than 16 want rooms"]);
  });

  it("find import cycles, of types too", () => {
    assert.deepEqual(checkCycles(wrong), [
      "syntax/did.ts -> xrpc/call.ts -> syntax/did.ts",
      "xrpc/retry.ts -> xrpc/wait.ts -> xrpc/retry.ts",
      "xrpc/retry.ts -> xrpc/typed.ts -> xrpc/retry.ts",
    ]);
  });

  it("find addresses of the network, but not in comments", () => {
    assert.deepEqual(
      checkAddresses(wrong, (path) => !path.startsWith("network/")),
      [
        'extra/extra.ts:2 contains "plc.directory": only network/ may',
        'extra/extra.ts:3 contains "bsky.app": only network/ may',
        'extra/extra.ts:4 contains "did:plc:ar7c4by46qjdydhdevvrndac": only network/ may',
      ],
    );
  });

  it("are given sources to look at", () => {
    assert.ok(existsSync(join(root, "packages/bluesky/src")));
    assert.ok(packages.every(({ modules }) => modules.size > 0));
  });
});

import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { checkMembers, checkThrows } from "./checkComments.ts";
import { checkDocs, checkShapes } from "./checkShapes.ts";
import { createSurface } from "./createSurface.ts";
import { type EntryPoint, readSurface } from "./readSurface.ts";

const surface = await createSurface();

/** What is only in one of two texts, line by line. */
function differences(recorded: string, now: string): string[] {
  const [before, after] = [new Set(recorded.split("\n")), new Set(now.split("\n"))];
  return [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line.slice(0, 300)}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line.slice(0, 300)}`),
  ];
}

describe("the public surface", () => {
  for (const [file, now] of surface) {
    it(`is what surface/${file} records`, () => {
      const path = join(import.meta.dirname, file);
      const recorded = existsSync(path) ? readFileSync(path, "utf8") : "";
      if (recorded === now) return;
      const changed = differences(recorded, now);
      const shown = changed.slice(0, 20).join("\n") || "(the order of its lines)";
      const more = changed.length > 20 ? `\nand ${changed.length - 20} more` : "";
      assert.fail(
        `The public surface changed. If that is meant, run "npm run surface" and commit surface/${file}.\n${shown}${more}`,
      );
    });
  }

  it("has all operations, and those that page", () => {
    const lines = (surface.get("lexicons.txt") ?? "").split("\n");
    const count = (kind: RegExp): number => lines.filter((line) => kind.test(line)).length;
    assert.equal(lines.filter((line) => /^[a-z]+(\.[a-zA-Z0-9]+){2,}$/.test(line)).length, 397);
    assert.deepEqual(
      [
        count(/^ {2}\w+: query \(/),
        count(/^ {2}\w+: procedure \(/),
        count(/^ {2}\w+: subscription \(/),
        count(/^ {2}\w+: record \(/),
        count(/^ {2}\w+: permission set$/),
      ],
      [177, 142, 3, 22, 10],
    );
    const paging = (surface.get("paging.txt") ?? "").split("\n").filter((line) => line.includes(", items in "));
    const procedures = paging.filter((line) => line.includes(": procedure, cursor in input"));
    assert.deepEqual([paging.length, procedures.length], [77, 3]);
    assert.ok(procedures.every((line) => line.startsWith("tools.ozone.")));
  });
});

describe("what is public", () => {
  const root = join(import.meta.dirname, "..");
  // Generated code goes by positions: it calls hundreds of times.
  const written = (surface: readonly EntryPoint[]): EntryPoint[] =>
    surface.filter(({ specifier }) => specifier !== "bluesky/runtime");
  const surface = written(readSurface(join(root, "packages/bluesky")));

  it("has the shapes that CONTRIBUTING.md asks for", () => assert.deepEqual(checkShapes(surface, root), []));
  it("has doc comments, and examples where it does something", () => assert.deepEqual(checkDocs(surface, root), []));

  const folder = join(import.meta.dirname, "fixtures/wrong");
  const wrong = readSurface(folder);

  it("is reported with file and line where it has another shape", () => {
    assert.deepEqual(checkShapes(wrong, folder), [
      "src/index.ts:28 delete of wrong takes a boolean, `f`: that belongs into the options",
      "src/index.ts:28 delete of wrong takes 6 parameters: at most 5",
      "src/index.ts:28 delete of wrong is no name to import",
      "src/index.ts:4 isThing of wrong takes an optional `strict`: that belongs into the options",
      "src/index.ts:28 make of wrong takes a boolean, `f`: that belongs into the options",
      "src/index.ts:28 make of wrong takes 6 parameters: at most 5",
      "src/index.ts:28 make of wrong is delete under another name",
      "src/index.ts:18 read of wrong takes a client, but not first as `client`",
      "src/index.ts:9 start of wrong takes something after its options",
      "src/index.ts:23 withLimit of wrong is a factory, and takes options alone",
    ]);
  });

  it("is reported with file and line where it is not documented", () => {
    assert.deepEqual(checkDocs(wrong, folder), [
      "src/index.ts:32 bare has no doc comment",
      "src/index.ts:35 list has no example",
      "src/index.ts:9 start has no example",
    ]);
  });
});

describe("comments on what is public", () => {
  const root = join(import.meta.dirname, "..");
  const packages = ["bluesky", "devnet", "lexgen"];
  const files = packages.flatMap((name) =>
    globSync(`packages/${name}/src/**/*.ts`, { cwd: root })
      .filter((path) => !/\.(test|types)\.ts$|[\\/](lexicons|models|testing)[\\/]/.test(path))
      .map((path) => join(root, path)),
  );
  const kinds = new Set(
    files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^export (?:interface|class|type|const) (\w+Error)\b/gm)].map(
        ([, name = ""]) => name,
      ),
    ),
  );
  const folder = join(import.meta.dirname, "fixtures/comments");

  it("are there for each option, result and method", () => {
    const surface = packages.flatMap((name) => readSurface(join(root, "packages", name)));
    const written = surface.filter(({ specifier }) => specifier !== "bluesky/runtime");
    assert.ok(written.length > 10);
    assert.deepEqual(checkMembers(written, root), []);
  });

  it("are reported with file and line where one is missing", () => {
    assert.deepEqual(checkMembers(readSurface(folder), folder), [
      "src/index.ts:22 Cache.get has no doc comment",
      "src/index.ts:33 Mode.level has no doc comment",
      "src/index.ts:5 Options.limit has no doc comment",
      "src/index.ts:7 Options.stop has no doc comment",
    ]);
  });

  it("name each kind of error in a `@throws` of its own", () => {
    assert.ok(files.length > 300 && kinds.has("XrpcError"));
    assert.deepEqual(checkThrows(files, kinds, root), []);
  });

  it("are reported with file and line where a `@throws` has another form", () => {
    assert.deepEqual(checkThrows([join(folder, "src/throws.ts")], kinds, folder), [
      "src/throws.ts:4 @throws does not begin with one kind in braces",
      "src/throws.ts:5 @throws names XrpcError beside CallError: each has a tag of its own",
      "src/throws.ts:6 @throws names NoSuchError, which is no kind of error",
      "src/throws.ts:8 @throws names TimeoutError beside AbortedError: each has a tag of its own",
      "src/throws.ts:11 @throws does not begin with one kind in braces",
    ]);
  });
});

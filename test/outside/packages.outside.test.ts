import assert from "node:assert/strict";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "../workspace/listFiles.ts";
import { type Packed, packPackage } from "./packPackage.ts";

/** Every target of an `exports` or `bin` map, without the ones for our own tests. */
function targets(map: unknown, condition = ""): string[] {
  if (condition === "@bluesky/source") return [];
  if (typeof map === "string") return [map];
  return Object.entries(map ?? {}).flatMap(([key, inner]) => targets(inner, key));
}

for (const path of globSync("packages/*/package.json", { cwd: root })) {
  const source = join(root, dirname(path));
  const manifest: { name: string; exports?: unknown; bin?: unknown } = JSON.parse(
    readFileSync(join(root, path), "utf8"),
  );

  describe(`${manifest.name}, packed`, () => {
    let folder: string;
    let packed: Packed;
    before(async () => {
      mkdirSync(join(root, ".cache"), { recursive: true });
      folder = mkdtempSync(join(root, ".cache", "outside-"));
      packed = await packPackage(source, manifest.name, folder);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("has what package.json promises", () => {
      const promised = [...targets(manifest.exports), ...targets(manifest.bin)];
      assert.ok(promised.length > 0);
      const missing = promised.filter(
        (target) => globSync(target.replace("*", "**/*"), { cwd: packed.installed }).length === 0,
      );
      assert.deepEqual(missing, []);
    });

    it("has a README and a LICENSE, and neither tests nor what only builds it", () => {
      for (const file of ["README.md", "LICENSE", "package.json"]) assert.ok(packed.files.includes(file), `no ${file}`);
      const unwanted = packed.files.filter(
        (file) => !/^(dist|docs|src|bin)\/|^(README\.md|LICENSE|CHANGELOG\.md|package\.json)$/.test(file),
      );
      assert.deepEqual(unwanted, []);
      assert.deepEqual(
        packed.files.filter((file) => /\.(test|types)\.|\/fixtures\//.test(file)),
        [],
      );
    });

    it("has the sources that its maps lead to", () => {
      const maps = packed.files.filter((file) => file.endsWith(".map"));
      assert.ok(maps.length > 0);
      const lost = maps.flatMap((file) => {
        const { sources }: { sources: string[] } = JSON.parse(readFileSync(join(packed.installed, file), "utf8"));
        return sources
          .filter((name) => !existsSync(join(packed.installed, dirname(file), name)))
          .map((name) => `${file}: ${name}`);
      });
      assert.deepEqual(lost, []);
    });

    it("has nothing that publint minds", async () => {
      const { messages } = await publint({ pkgDir: packed.installed, strict: true, pack: false });
      assert.deepEqual(
        messages.map((message) => formatMessage(message, manifest, { color: false })),
        [],
      );
    });
  });
}

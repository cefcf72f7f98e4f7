import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { features } from "../../packages/bluesky/src/platform/features.ts";
import { checkUses } from "./features/checkUses.ts";
import { pagePath, platformsPage } from "./features/platformsPage.ts";
import { readFeatureUses } from "./features/readFeatureUses.ts";
import { readUses } from "./features/readUses.ts";

describe("platform/features.ts", () => {
  it("lists what is used of the platform, and nothing else", () => {
    assert.deepEqual(checkUses(features, readFeatureUses()), []);
  });

  it("makes the table of docs/platforms.md", () => {
    const update = "node --conditions=@bluesky/source test/platform/updatePage.ts";
    assert.equal(readFileSync(pagePath, "utf8"), platformsPage(), `the table is not up to date: ${update}`);
  });
});

describe("the reading of uses", () => {
  const fixtures = join(import.meta.dirname, "fixtures");

  it("finds globals, members and syntax that not every platform has, wherever they hide", () => {
    const found = readUses(fixtures, ["uses.ts"]).map(({ name, where }) => `${where} ${name}`);
    assert.deepEqual(found, readFileSync(join(fixtures, "uses.txt"), "utf8").trim().split("\n"));
  });

  it("finds nothing in ECMAScript 2022, in types, and in what only has the same name", () => {
    assert.deepEqual(readUses(fixtures, ["nothing.ts"]), []);
  });

  it("leads to what is not listed, and to what nobody uses", () => {
    const listed = [
      { name: "fetch", purpose: "", neededBy: [], without: "" },
      { name: "Blob", members: ["type"], also: ["IDB*"], purpose: "", neededBy: [], without: "" },
    ];
    const names = ["fetch", "Blob", "Blob.prototype.size", "IDBRequest.prototype.result"];
    assert.deepEqual(
      checkUses(
        listed,
        names.map((name) => ({ name, where: "a.ts:1" })),
      ),
      [
        "a.ts:1 uses Blob.prototype.size, which platform/features.ts does not list",
        "platform/features.ts lists Blob.prototype.type, which nobody uses",
      ],
    );
  });
});

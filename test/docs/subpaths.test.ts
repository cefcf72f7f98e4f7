import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../workspace/listFiles.ts";

/** What the first column of the table below a heading names, in its order. */
function listedIn(markdown: string, heading: string): string[] {
  const [, after = ""] = markdown.split(`\n## ${heading}\n`);
  const [section = ""] = after.split(/^## /m);
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = ""]) => name);
}

describe("packages/bluesky/README.md", () => {
  it("lists each subpath of the package once, and no other", () => {
    const folder = join(root, "packages/bluesky");
    const listed = listedIn(readFileSync(join(folder, "README.md"), "utf8"), "Subpaths");
    const { exports }: { exports: object } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    assert.deepEqual(
      listed.toSorted(),
      Object.keys(exports)
        .map((key) => `bluesky${key.slice(1)}`)
        .toSorted(),
    );
  });

  it("is read by its table alone", () => {
    const markdown =
      "# a\n\n| `x` | y |\n\n## Subpaths\n\n| a | b |\n| --- | --- |\n| `a/b` | `c` |\n\n## More\n\n| `d` | |\n";
    assert.deepEqual(listedIn(markdown, "Subpaths"), ["a/b"]);
  });
});

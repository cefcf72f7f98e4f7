import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { compileModules } from "../workspace/compileModules.ts";
import { root } from "../workspace/listFiles.ts";
import { orderOf, readGuide, readGuides } from "./readGuides.ts";
import { writeGuide } from "./writeGuide.ts";

mkdirSync(join(root, ".cache"), { recursive: true });
// Inside of the workspace, so that the programs find its packages.
const folder = mkdtempSync(join(root, ".cache", "guides-"));
after(() => rmSync(folder, { recursive: true }));

const guides = readGuides();

describe("guides", () => {
  it("have a title, a description and a place", () => {
    for (const { name, frontMatter } of guides) {
      assert.deepEqual([...frontMatter.keys()], ["title", "description", "order"], name);
      assert.ok((frontMatter.get("description") ?? "").length <= 160, `${name}: the description is too long`);
    }
    assert.deepEqual(
      guides.map(orderOf),
      guides.map((_, index) => index + 1),
    );
  });

  it("have one program each that says what it prints", () => {
    for (const { name, programs } of guides) {
      assert.ok(
        programs.some(({ output }) => output !== undefined),
        name,
      );
    }
  });

  it("link to guides and errors that exist", () => {
    const pages = new Set([
      ...guides.map(({ name }) => `/guides/${name}/`),
      ...readdirSync(join(root, "docs/errors")).map((file) =>
        file === "README.md" ? "/errors/" : `/errors/${file.replace(/\.md$/, "")}/`,
      ),
    ]);
    for (const { name, markdown } of guides) {
      for (const [, target = ""] of markdown.matchAll(/\]\((\/(?:guides|errors)\/[^)#]*)/g)) {
        assert.ok(pages.has(target), `${name}: there is no ${target}`);
      }
    }
  });

  it("compile", async (context) => {
    const modules = new Map<string, string>();
    for (const guide of guides) {
      await writeGuide(guide, join(folder, guide.name));
      for (const { path } of guide.programs) modules.set(join(guide.name, path), guide.files.get(path) ?? "");
    }
    assert.deepEqual(await compileModules(folder, modules), []);
    const snippets = guides.flatMap(({ programs }) => programs).reduce((sum, { snippets }) => sum + snippets, 0);
    context.diagnostic(`${snippets} snippets of ${guides.length} guides compiled, as ${modules.size} programs`);
  });

  it("are noticed when they do not compile, or belong to no program", async () => {
    const page = '---\ntitle: A\n---\n```ts title="a.ts"\nconst a = 1;\n```\n\n```ts title="a.ts"\na.b;\n```\n';
    const { files } = readGuide("a", page);
    const [error] = await compileModules(mkdtempSync(join(folder, "wrong-")), files);
    assert.match(error ?? "", /^a\.ts\(3,3\): error TS2339/);
    assert.throws(() => readGuide("a", "---\ntitle: A\n---\n```ts\na();\n```\n"), /line 1 has no title/);
    assert.throws(() => readGuide("a", '---\ntitle: A\n---\n```text title="Output"\na\n```\n'), /follows no program/);
  });
});

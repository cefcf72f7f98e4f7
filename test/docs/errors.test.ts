import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { root } from "../workspace/listFiles.ts";
import { describeError, exampleOf } from "./example.ts";
import { failWith } from "./failWith.ts";
import { readErrorCodes } from "./readErrorCodes.ts";

const sources = join(root, "packages/bluesky/src");
const pages = join(root, "docs/errors");
const sections = ["What it means", "Causes", "What to do", "Fields", "Retry"];

const modules = new Map(
  globSync("**/*.ts", { cwd: sources })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/^(lexicons|models)\/|\.(test|types)\.ts$|\/testing\//.test(path))
    .map((path) => [path, readFileSync(join(sources, path), "utf8")]),
);
const { codes, kinds, faults } = readErrorCodes(modules);
const names = [...codes.keys()].sort();
const index = readFileSync(join(pages, "README.md"), "utf8");
const page = (code: string): string => {
  const path = join(pages, `${code}.md`);
  return existsSync(path) ? readFileSync(path, "utf8").replaceAll("\r\n", "\n") : "";
};
const written = globSync("*.md", { cwd: pages })
  .filter((name) => name !== "README.md")
  .map((name) => name.slice(0, -".md".length))
  .sort();

/** What stands between a heading and the next one. */
function sectionOf(markdown: string, heading: string): string {
  const [, after = ""] = markdown.split(`\n## ${heading}\n`);
  return after.split(/^## /m)[0] ?? "";
}

/** The first column of the tables below a heading. */
function fieldsOf(markdown: string, heading: string): string[] {
  return [...sectionOf(markdown, heading).matchAll(/^\| `(\w+)` \|/gm)].map(([, name = ""]) => name);
}

const update = "node --conditions=@bluesky/source test/docs/updateExamples.ts";

describe("the errors of bluesky", () => {
  it("have codes and kinds that fit together", () => {
    assert.deepEqual(faults, []);
    assert.ok(names.length > 30, names.join());
    assert.ok(kinds.size > 15, [...kinds.keys()].join());
  });

  it("have a page for each code, and each page has a code", () => {
    assert.deepEqual(written, names);
  });

  it("stand in the index, with their kinds", () => {
    const rows = [...index.matchAll(/^\| \[`(\w+)`\]\((\w+)\.md\) \| ([^|]+) \| ([^|]+) \|$/gm)];
    const listed = rows.map(([, code = "", target, kind = ""]) => {
      assert.equal(target, code);
      return [code, kind.replaceAll("`", "")];
    });
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(codes));
    assert.equal(rows.length, names.length, "a code is listed twice");
  });

  it("name their page, and that is in the package", () => {
    for (const code of names) {
      const docs = `bluesky/docs/errors/${code}.md`;
      const path = fileURLToPath(import.meta.resolve(docs));
      assert.ok(existsSync(path), `${docs} leads to ${path}, which is not there: run "npm run build"`);
      // A message names it as a path, too.
      assert.ok(existsSync(join(root, "node_modules", docs)), docs);
    }
  });
});

for (const code of written) {
  describe(`docs/errors/${code}.md`, () => {
    const text = page(code);

    it("has its sections, in their order, and a snippet", () => {
      assert.ok(text.startsWith(`# \`${code}\`\n`));
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      assert.deepEqual(
        headings.filter((heading = "") => sections.includes(heading)),
        sections,
      );
      for (const heading of sections) assert.notEqual(sectionOf(text, heading).trim(), "", `${heading} is empty`);
      assert.match(sectionOf(text, "What to do"), /^```ts\n/m);
    });

    it("says where its kind is to be had", async () => {
      const [, head = ""] = text.split("\n\n");
      const found = [...head.replaceAll("\n", " ").matchAll(/`(\w+Error)`, from `(bluesky[\w/]*)`/g)];
      assert.deepEqual(
        found.map(([, name]) => name),
        [codes.get(code)],
      );
      for (const [, name = "", specifier = ""] of found) {
        const exported: Record<string, unknown> = await import(specifier);
        assert.equal(typeof exported[name], "function", `${specifier} has no ${name}`);
      }
    });

    it("shows what the errors really say, and all that they carry", async () => {
      const errors = await failWith(code);
      for (const error of errors) {
        assert.equal(error.code, code);
        assert.equal(error.docs, `bluesky/docs/errors/${code}.md`);
        assert.equal(error.name, code === "aborted" ? "AbortError" : codes.get(code));
      }
      assert.equal(exampleOf(text), errors.map(describeError).join("\n"), `run "${update}" if that is meant`);

      const general = [...fieldsOf(index, "What every error carries"), "cause"];
      const ofCalls = fieldsOf(index, "What every error of a call carries");
      const here = fieldsOf(text, "Fields");
      const common = text.includes("(README.md#what-every-error-of-a-call-carries)") ? ofCalls : [];
      const carried = [...new Set(errors.flatMap((error) => Object.keys(error)))];
      assert.deepEqual(
        carried.filter((name) => !general.includes(name) && !common.includes(name) && !here.includes(name)),
        [],
        "fields that the page does not name",
      );
      assert.deepEqual(
        [...here, ...common].filter((name) => !errors.some((error) => name in error)),
        [],
        "fields that no error has",
      );
    });
  });
}

describe("links in docs", () => {
  it("lead to pages that are shipped with them", () => {
    const docs = join(root, "docs");
    const files = globSync("**/*.md", { cwd: docs }).map((path) => path.replaceAll("\\", "/"));
    assert.ok(files.length > names.length);
    const broken = files.flatMap((file) => {
      const prose = readFileSync(join(docs, file), "utf8").replaceAll(/^```[\s\S]*?^```/gm, "");
      return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^https:|^#/.test(link))
        .filter((link) => {
          const target = posix.join(dirname(file), link.replace(/#.*/, ""));
          return target.startsWith("..") || !existsSync(join(docs, target));
        })
        .map((link) => `${file}: ${link}`);
    });
    assert.deepEqual(broken, []);
  });
});

describe("readErrorCodes", () => {
  const table = `export interface ErrorCodes { readonly SlowError: "slow"; readonly AuthError: "closed" | "lost"; }`;
  const makers = `
    export const SlowError: ErrorKind<SlowError> = /*#__PURE__*/ errorKind({ slow: 1 });
    export const AuthError: ErrorKind<AuthError> = errorKind<AuthError>({ closed: 1, lost: 1 });`;
  const read = (text: string): ReturnType<typeof readErrorCodes> =>
    readErrorCodes(
      new Map([
        ["codes.ts", table],
        ["a.ts", text],
      ]),
    );

  it("reads codes and kinds", () => {
    const { codes, kinds, faults } = read(
      `${makers} createError<SlowError>("SlowError", {}); createError("AbortError", {});`,
    );
    assert.deepEqual(Object.fromEntries(codes), { slow: "SlowError", closed: "AuthError", lost: "AuthError" });
    assert.deepEqual(Object.fromEntries(kinds), { SlowError: ["slow"], AuthError: ["closed", "lost"] });
    assert.deepEqual(faults, []);
  });

  it("finds what does not fit together, with file and line", () => {
    assert.deepEqual(read(makers.replace(", lost: 1", "")).faults, [
      "ErrorCodes has lost under AuthError, which is no kind that has it",
    ]);
    assert.deepEqual(read(makers.replace("slow: 1", "slow: 1, odd: 1")).faults, [
      "the kind SlowError has codes that ErrorCodes does not have: odd",
    ]);
    assert.deepEqual(read(`${makers}\n\ncallError<OddError>("OddError", call, {});`).faults, [
      "a.ts:5: an error is named OddError, which is no kind",
    ]);
  });
});

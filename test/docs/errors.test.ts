import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { BlueskyError } from "bluesky";
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
const { codes, kinds, unreadable } = readErrorCodes(modules);
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
  it("have codes that can be read from the sources", () => {
    assert.deepEqual(unreadable, []);
    assert.ok(names.length > 30, names.join());
  });

  it("have kinds, each of codes that there are", () => {
    assert.ok(kinds.size > 8, [...kinds.keys()].join());
    const unknown = [...kinds].flatMap(([kind, all]) =>
      all.filter((code) => !codes.has(code)).map((code) => [kind, code]),
    );
    assert.deepEqual(unknown, []);
  });

  it("have a page for each code, and each page has a code", () => {
    assert.deepEqual(written, names);
  });

  it("stand in the index, with their classes and kinds", () => {
    const rows = [...index.matchAll(/^\| \[`(\w+)`\]\((\w+)\.md\) \| ([^|]+) \| ([^|]+) \|$/gm)];
    const listed = rows.map(([, code = "", target, classes = ""]) => {
      assert.equal(target, code);
      return [code, [...classes.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()];
    });
    const expected = names.map((code) => [code, [...(codes.get(code) ?? [])].sort()]);
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(expected));
    assert.equal(rows.length, names.length, "a code is listed twice");
  });

  it("name their page, and that is in the package", () => {
    for (const code of names) {
      const { docs } = new BlueskyError(code, "");
      const path = fileURLToPath(import.meta.resolve(docs));
      assert.ok(existsSync(path), `${docs} leads to ${path}, which is not there: run "npm run build"`);
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

    it("says where its classes are to be had", async () => {
      const [, head = ""] = text.split("\n\n");
      const found = [...head.replaceAll("\n", " ").matchAll(/`(\w+Error)`, from `(bluesky[\w/]*)`/g)];
      assert.deepEqual(found.map(([, name]) => name).sort(), [...(codes.get(code) ?? [])].sort());
      for (const [, name = "", specifier = ""] of found) {
        const exported: Record<string, unknown> = await import(specifier);
        assert.equal(typeof exported[name], "function", `${specifier} has no ${name}`);
      }
    });

    it("shows what the errors really say, and all that they carry", async () => {
      const errors = await failWith(code);
      for (const error of errors) assert.equal(error.code, code);
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
  const base = `
    export class BlueskyError extends Error { constructor(code: string, message: string) {} }
    type AuthErrorCode = "closed" | Other; type Other = "lost";
    class AuthError extends BlueskyError { declare readonly code: AuthErrorCode; constructor(code: AuthErrorCode) { super(code, ""); } }
    class CallError extends BlueskyError { constructor(call: Call, code: string) { super(code, ""); } }
    class NetworkError extends CallError { constructor(call: Call) { super(call, "network_error"); } }
    class InputError extends CallError { constructor(call: Call, code = "invalid") { super(call, code); } }
    class ServerError extends CallError {}
    class SlowError extends ServerError {}
    class Other extends Error { constructor(code: string) {} }`;
  const read = (text: string): [Record<string, string[]>, string[]] => {
    const found = readErrorCodes(
      new Map([
        ["base.ts", base],
        ["a.ts", text],
      ]),
    );
    return [
      Object.fromEntries([...found.codes].map(([code, classes]) => [code, [...classes].sort()])),
      found.unreadable,
    ];
  };
  const always = { closed: ["AuthError"], lost: ["AuthError"], network_error: ["NetworkError"] };

  it("reads types, literals, defaults, inherited constructors, conditions and constants", () => {
    assert.deepEqual(
      read("new Other('no_code'); throw new AuthError(code); // new ServerError(call, 'commented_out')"),
      [always, []],
    );
    assert.deepEqual(read("new InputError(call); new InputError(call, 'too_long'); new ServerError(call, `server`);"), [
      { ...always, invalid: ["InputError"], too_long: ["InputError"], server: ["ServerError"] },
      [],
    ]);
    assert.deepEqual(
      read(`{
        const [Kind, code] = limited ? [SlowError, "slow"] : [bad ? InputError : ServerError, bad ? "bad" : "server"];
        throw new Kind(call, code);
      }`),
      [{ ...always, slow: ["SlowError"], bad: ["InputError"], server: ["ServerError"] }, []],
    );
  });

  it("keeps together what is assigned at once", () => {
    const assignments = `{
      let [Kind, code]: [typeof ServerError, string] = [ServerError, "server"];
      if (slow) [Kind, code] = [SlowError, "slow"];
      throw new Kind(call, code);
    }`;
    assert.deepEqual(read(assignments), [{ ...always, server: ["ServerError"], slow: ["SlowError"] }, []]);
  });

  it("names the narrowest kind of a code in place of a general class", () => {
    const kinds = `
      export const Slow: ErrorKind<Slow> = /*#__PURE__*/ errorKind("slow");
      export const Failed: ErrorKind<Failed> = errorKind("slow", "failed");`;
    assert.deepEqual(
      read(`${kinds} new CallError(call, "slow"); new CallError(call, "failed"); new CallError(call, "odd");
        new InputError(call, "slow");`),
      [{ ...always, slow: ["InputError", "Slow"], failed: ["Failed"], odd: ["CallError"] }, []],
    );
  });

  it("says where it cannot", () => {
    assert.deepEqual(read("const Odd = errorKind(codes);")[1], ["a.ts:1: a code of the kind Odd cannot be read"]);
    assert.deepEqual(read("\nthrow new ServerError(call, toCode(status));")[1], [
      "a.ts:2: the code of ServerError, toCode(status), cannot be read",
    ]);
    assert.deepEqual(read("function make(Kind) { return new Kind(call, 'some_code'); }")[1], [
      "a.ts:1: what is made by Kind cannot be read",
    ]);
  });
});

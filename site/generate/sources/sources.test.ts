import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Api } from "./Api.ts";
import { readDeclaration } from "./Declaration.ts";
import { parseDocComment } from "./DocComment.ts";
import { freeNames } from "./freeNames.ts";
import { typeCode } from "./typeCode.ts";

const folder = mkdtempSync(join(tmpdir(), "bluesky-site-"));
after(() => rmSync(folder, { recursive: true }));

function declare(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("a doc comment", () => {
  it("is taken apart by its tags, but for what looks like one in code", () => {
    const doc = parseDocComment(
      "Does it.\n\nTwice.\n\n@param name who it is for\n@returns what came\n@throws {XrpcError} `NotFound` if it\nis gone\n@example\n```ts\n@decorator\ncall();\n```\n@see https://example.com\n@default 5",
    );
    assert.equal(doc.text, "Does it.\n\nTwice.");
    assert.deepEqual(doc.params, [{ name: "name", text: "who it is for" }]);
    assert.equal(doc.returns, "what came");
    assert.deepEqual(doc.throws, [{ kind: "XrpcError", text: "`NotFound` if it\nis gone" }]);
    assert.deepEqual(doc.examples, ["@decorator\ncall();"]);
    assert.deepEqual(doc.see, ["https://example.com"]);
    assert.equal(doc.fallback, "5");
  });

  it("may have a tag behind its text", () => {
    const doc = parseDocComment("Whether it is so. @default false");
    assert.equal(doc.text, "Whether it is so.");
    assert.equal(doc.fallback, "false");
  });
});

describe("a declaration", () => {
  it("is a function as it is called", () => {
    const file = declare(
      "call.ts",
      "/** Calls. */\nexport async function call<T>(name: string, { deep = 1 }: Options = {}): Promise<T> {\n  return wait(deep);\n}\n",
    );
    const found = readDeclaration(file, "call");
    assert.deepEqual(found?.signatures, ["function call<T>(name: string, options?: Options): Promise<T>;"]);
    assert.deepEqual(found?.kinds, ["function"]);
    assert.equal(found?.doc.text, "Calls.");
  });

  it("is overloads without what is behind them", () => {
    const file = declare(
      "over.ts",
      "export function over(a: string): string;\nexport function over(a: number): number;\nexport function over(a: unknown): unknown {\n  return a;\n}\n",
    );
    assert.deepEqual(readDeclaration(file, "over")?.signatures, [
      "function over(a: string): string;",
      "function over(a: number): number;",
    ]);
  });

  it("has members of its own and inherited ones, also of other modules and of parts of types", () => {
    declare(
      "base.ts",
      "/** B. */\nexport interface Base {\n  /** Old. @default 1 */\n  readonly old?: number | undefined;\n  gone: string;\n}\n",
    );
    const file = declare(
      "own.ts",
      'import type { Base as Other } from "./base.ts";\nexport interface Own extends Omit<Other, "gone"> {\n  /** New. */\n  fresh(a?: string): void;\n  readonly "~hidden": string;\n}\n',
    );
    const members = readDeclaration(file, "Own")?.members.map(({ name, type, optional, from, doc }) => ({
      name,
      type,
      optional,
      from,
      text: doc.text,
    }));
    assert.deepEqual(members, [
      { name: "fresh", type: "fresh(a?: string): void", optional: false, from: undefined, text: "New." },
      { name: "old", type: "number | undefined", optional: true, from: "Base", text: "Old." },
    ]);
  });

  it("is a class without what is private", () => {
    const file = declare(
      "class.ts",
      "export class Thing {\n  #a = 1;\n  private b = 2;\n  constructor(readonly c: string) {}\n  static make(): Thing {\n    return new Thing('');\n  }\n}\n",
    );
    const members = readDeclaration(file, "Thing")?.members;
    assert.deepEqual(
      members?.map(({ name, isStatic }) => [name, isStatic]),
      [
        ["constructor", false],
        ["make", true],
      ],
    );
  });

  it("is nothing where there is none", () => {
    assert.equal(readDeclaration(declare("empty.ts", "export {};\n"), "absent"), undefined);
  });
});

describe("names that an example takes for granted", () => {
  it("are those that it uses and does not declare", () => {
    const names = freeNames(
      "const { a, b: c } = await get(client, { d: e, f });\nfor (const g of a.h) console.log(c, g as Type);",
    );
    assert.deepEqual(names, ["Type", "client", "e", "f", "get"]);
  });
});

describe("what the package exports", () => {
  const api = Api.read();

  it("has one page that says all, and others that lead to it", () => {
    const all = api.exports.filter(({ name }) => name === "CallOptions");
    assert.deepEqual(
      all.filter(({ main }) => !main).map(({ specifier }) => specifier),
      ["bluesky/xrpc"],
    );
    assert.ok(all.length > 1);
    assert.equal(api.find("CallOptions", "bluesky/client")?.path, "/api/bluesky/xrpc/CallOptions/");
  });

  it("is linked in types, but not where a name is that of a member or a parameter", () => {
    const html = typeCode("(Session: CallOptions) => A.Session<string>", api, "bluesky/xrpc");
    assert.equal(
      html,
      '<code>(Session: <a href="/api/bluesky/xrpc/CallOptions/">CallOptions</a>) =&#62; A.Session&#60;string&#62;</code>',
    );
  });
});

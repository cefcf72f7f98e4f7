import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LexiconError } from "../errors/LexiconError.ts";
import type { OperationDefinition } from "./ir.ts";
import type { Program } from "./Program.ts";
import { readProgram } from "./readProgram.ts";

type Defs = { readonly [name: string]: object };

function link(documents: { readonly [nsid: string]: Defs }, items: { [nsid: string]: string } = {}): Program {
  return readProgram({ sources: [{ name: "test", documents: toDocuments(documents) }], items });
}

function toDocuments(documents: { readonly [nsid: string]: Defs }): { json: unknown; source: string }[] {
  return Object.entries(documents).map(([id, defs]) => ({ json: { lexicon: 1, id, defs }, source: id }));
}

const object = (properties: Defs = {}): object => ({ type: "object", properties });
const ref = (to: string): object => ({ type: "ref", ref: to });
const string = { type: "string" };
const token = { type: "token" };
const list = { type: "array", items: string };
const union = (refs: readonly string[]): object => ({ type: "array", items: { type: "union", refs } });
const query = (parameters: Defs, output: object): object => ({
  type: "query",
  parameters: { type: "params", properties: parameters },
  output: { encoding: "application/json", schema: output },
});

function pagingOf(main: object, more: Defs = {}, items?: string): OperationDefinition["paging"] {
  const program = link({ "com.example.op": { main, ...more } }, items ? { "com.example.op": items } : {});
  return (program.definitions.get("com.example.op#main") as OperationDefinition).paging; // it is one
}

describe("references", () => {
  it("are resolved within a document, across documents, with and without the prefix lex:, and in circles", () => {
    const { definitions } = link({
      "com.example.a": {
        main: object({ b: ref("lex:com.example.b#part"), own: ref("#other"), main: ref("com.example.b") }),
        other: object(),
      },
      "com.example.b": { main: object({ a: ref("com.example.a") }), part: object({ part: ref("#part") }) },
    });
    const main = definitions.get("com.example.a#main");
    assert.ok(main?.kind === "type" && main.node.kind === "object");
    const targets = main.node.properties.map(({ node }) => node.kind === "ref" && node.target);
    assert.deepEqual(targets, ["com.example.b#part", "com.example.a#other", "com.example.b#main"]);
  });

  const problems: [string, { [nsid: string]: Defs }, RegExp][] = [
    [
      "that lead nowhere",
      { "com.example.a": { main: object({ x: ref("com.example.none") }) } },
      /com\.example\.a defs\.main\.properties\.x: refers to com\.example\.none#main, which does not exist/,
    ],
    [
      "in items",
      { "com.example.a": { main: { type: "array", items: ref("#no") } } },
      /com\.example\.a defs\.main\.items: refers to com\.example\.a#no/,
    ],
    [
      "to an operation",
      { "com.example.a": { main: query({}, object()), b: object({ x: ref("com.example.a") }) } },
      /refers to a query, com\.example\.a#main/,
    ],
    [
      "of a union to a string",
      { "com.example.a": { main: union(["#s"]), s: string } },
      /has a variant com\.example\.a#s, which is no object/,
    ],
    [
      "of a union to a token",
      { "com.example.a": { main: union(["#t"]), t: { type: "token" } } },
      /has a variant com\.example\.a#t, which is no object/,
    ],
    [
      "of a union to nothing",
      { "com.example.a": { main: union(["#no"]) } },
      /has a variant com\.example\.a#no, which does not exist/,
    ],
    [
      "of a body to a string",
      { "com.example.a": { main: query({}, ref("#s")), s: string } },
      /output\.schema: a body is an object or a union/,
    ],
    [
      "of a body to a token",
      { "com.example.a": { main: query({}, ref("#t")), t: { type: "token" } } },
      /output\.schema: a body is an object or a union/,
    ],
  ];
  for (const [name, documents, message] of problems) {
    it(`are refused ${name}`, () => {
      assert.throws(
        () => link(documents),
        (error) => error instanceof LexiconError && message.test(error.message),
      );
    });
  }

  it("may lead to a token, whose name is then the only value: the specification has no such references", () => {
    const { warnings } = link({
      "com.example.a": {
        main: object({ x: ref("#red"), y: { type: "array", items: ref("com.example.b") } }),
        red: token,
      },
      "com.example.b": { main: token },
    });
    assert.deepEqual(
      warnings.map(({ document, path, reason }) => `${document} ${path}: ${reason}`),
      [
        "com.example.a defs.main.properties.x: refers to a token, com.example.a#red: its name is then the only value",
        "com.example.a defs.main.properties.y.items: refers to a token, com.example.b#main: its name is then the only value",
      ],
    );
  });

  it("tell documents with the same id, and those that a file system may not tell apart", () => {
    const documents = [
      ...toDocuments({ "com.example.a": { main: string } }),
      ...toDocuments({ "com.example.a": { main: string }, "com.example.A": { main: string } }),
    ];
    assert.throws(() => readProgram({ sources: [{ name: "test", documents }] }), {
      message:
        /com\.example\.a: two documents have this id[\s\S]*com\.example\.a id: differs from com\.example\.A in capitals only|capitals only[\s\S]*two documents/,
    });
  });

  it("may lead to documents that are not compiled", () => {
    const program = readProgram({
      sources: [
        {
          name: "own",
          documents: toDocuments({ "com.example.a": { main: object({ x: ref("com.example.theirs") }) } }),
        },
      ],
      external: [{ name: "theirs", documents: toDocuments({ "com.example.theirs": { main: object() } }) }],
    });
    assert.deepEqual(
      program.documents.map(({ nsid }) => nsid),
      ["com.example.a"],
    );
    assert.deepEqual([...program.external], ["com.example.theirs"]);
  });
});

describe("paging", () => {
  const cursor = string;
  it("is a cursor in the parameters and in the output, and one array", () => {
    assert.deepEqual(pagingOf(query({ cursor }, object({ cursor, posts: list }))), {
      cursor: "parameters",
      items: "posts",
    });
    assert.deepEqual(
      pagingOf(query({ cursor }, ref("#page")), { page: object({ cursor, posts: ref("#posts") }), posts: list }),
      {
        cursor: "parameters",
        items: "posts",
      },
    );
  });

  it("may have its cursor in the input", () => {
    const body = (schema: object): object => ({ encoding: "application/json", schema });
    const main = { type: "procedure", input: body(object({ cursor })), output: body(object({ cursor, posts: list })) };
    assert.deepEqual(pagingOf(main), { cursor: "input", items: "posts" });
  });

  it("is not where one of the three is missing", () => {
    assert.equal(pagingOf(query({}, object({ cursor, posts: list }))), undefined);
    assert.equal(pagingOf(query({ cursor }, object({ posts: list }))), undefined);
    assert.equal(pagingOf(query({ cursor }, object({ cursor }))), undefined);
    assert.equal(pagingOf(query({ cursor: { type: "integer" } }, object({ cursor, posts: list }))), undefined);
  });

  it("of two arrays has no items until one is chosen: a warning says so", () => {
    const main = query({ cursor }, object({ cursor, posts: list, tags: list }));
    const { warnings } = link({ "com.example.op": { main } });
    assert.deepEqual(pagingOf(main), { cursor: "parameters", items: undefined });
    assert.deepEqual(warnings, [
      {
        document: "com.example.op",
        path: "defs.main.output.schema",
        reason:
          "pages, and has the arrays posts, tags: it has no .items until --items com.example.op=NAME says which one holds them",
      },
    ]);
    assert.deepEqual(pagingOf(main, {}, "tags"), { cursor: "parameters", items: "tags" });
    assert.deepEqual(link({ "com.example.op": { main } }, { "com.example.op": "tags" }).warnings, []);
  });

  it("by what is no array of its output is a mistake", () => {
    const main = query({ cursor }, object({ cursor, posts: list, tags: list }));
    assert.throws(
      () => pagingOf(main, {}, "likes"),
      /com\.example\.op defs\.main\.output\.schema: pages, and has the arrays posts, tags: none is called likes, as --items says/,
    );
    assert.throws(
      () => pagingOf(query({ cursor }, object({ cursor })), {}, "likes"),
      /pages, and has no array: none is/,
    );
  });
});

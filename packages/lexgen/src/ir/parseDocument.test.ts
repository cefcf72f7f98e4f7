import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LexiconError } from "../errors/LexiconError.ts";
import { readProgram } from "./readProgram.ts";

const id = "com.example.bad";

/** What is wrong with documents, as one line each: document, path, reason. */
function problemsOf(...documents: unknown[]): string[] {
  try {
    readProgram({
      sources: [{ name: "test", documents: documents.map((json, k) => ({ json, source: `${k}.json` })) }],
    });
    return [];
  } catch (error) {
    assert.ok(error instanceof LexiconError);
    return error.problems.map(({ document, path, reason }) => `${document} | ${path} | ${reason}`);
  }
}

const document = (defs: unknown, more: object = {}): unknown => ({ lexicon: 1, id, defs, ...more });
const main = (definition: unknown): unknown => document({ main: definition });
const property = (schema: unknown): unknown => main({ type: "object", properties: { x: schema } });
const query = (more: object): unknown => main({ type: "query", ...more });

/** Each wrong document with the one problem that it has. */
const cases: [name: string, document: unknown, problem: RegExp][] = [
  ["no object", [], /^0\.json \| {2}\| expected an object with lexicon, id and defs$/],
  ["null", null, /^0\.json \| {2}\| expected an object/],
  ["no id", { lexicon: 1, defs: {} }, /^0\.json \| id \| expected an NSID, got nothing$/],
  [
    "an id of two segments",
    { lexicon: 1, id: "com.example", defs: {} },
    /\| id \| expected an NSID, got "com\.example"/,
  ],
  ["a path as id", { lexicon: 1, id: "com.example.../../x", defs: {} }, /\| id \| expected an NSID/],
  ["another version", { lexicon: 2, id, defs: {} }, /com\.example\.bad \| lexicon \| expected 1, got 2/],
  ["no defs", { lexicon: 1, id }, /\| defs \| missing; expected an object/],
  ["defs that are an array", document([]), /\| defs \| expected an object, got an array/],
  [
    "a misspelt field",
    document({}, { descripton: "" }),
    /\| descripton \| not a field here; known are \$type, lexicon/,
  ],
  ["a description that is no string", document({}, { description: 1 }), /\| description \| expected a string, got 1/],
  ["a definition that is no object", document({ main: 1 }), /\| defs\.main \| expected an object, got 1/],
  [
    "a definition's name",
    document({ "a-b": { type: "token" } }),
    /\| defs\.a-b \| a definition's name is letters and digits/,
  ],
  ["no type", main({}), /\| defs\.main\.type \| missing; expected a string/],
  [
    "an unknown type",
    main({ type: "objct" }),
    /\| defs\.main\.type \| unknown type "objct"; known are string, integer/,
  ],
  ["a type that objects inherit", main({ type: "constructor" }), /\| defs\.main\.type \| unknown type "constructor"/],
  [
    "a query that is not main",
    document({ other: { type: "query" } }),
    /\| defs\.other\.type \| a query can only be the main/,
  ],
  [
    "a record that is not main",
    document({ other: { type: "record", key: "any", record: { type: "object" } } }),
    /a record can only be/,
  ],
  ["a query with an input", query({ input: { encoding: "*/*" } }), /\| defs\.main\.input \| a query has no input/],
  ["a body without encoding", query({ output: {} }), /\| defs\.main\.output\.encoding \| missing; expected a string/],
  [
    "a body that is a string",
    query({ output: { encoding: "application/json", schema: { type: "string" } } }),
    /output\.schema\.type \| a body is an object, a ref or a union, not string/,
  ],
  [
    "parameters of another type",
    query({ parameters: { type: "object" } }),
    /\| defs\.main\.parameters\.type \| expected "params"/,
  ],
  [
    "an object as parameter",
    query({ parameters: { type: "params", properties: { a: { type: "object" } } } }),
    /parameters\.properties\.a \| a parameter is a boolean/,
  ],
  [
    "parameters as a schema",
    property({ type: "params", properties: {} }),
    /properties\.x\.type \| unknown type "params"/,
  ],
  ["errors that are no list", query({ errors: {} }), /\| defs\.main\.errors \| expected an array/],
  [
    "an error without a name",
    query({ errors: [{}] }),
    /\| defs\.main\.errors\[0\]\.name \| expected a name without spaces, got nothing/,
  ],
  ["an error with a space", query({ errors: [{ name: "Not Found" }] }), /errors\[0\]\.name \| .*got "Not Found"/],
  ["an error that is null", query({ errors: [null] }), /errors\[0\]\.name/],
  [
    "a message that is an object",
    main({ type: "subscription", message: { schema: { type: "object" } } }),
    /message\.schema\.type \| the messages of a subscription are a union/,
  ],
  ["a record without key", main({ type: "record", record: { type: "object" } }), /\| defs\.main\.key \| missing/],
  [
    "a record with an unknown key",
    main({ type: "record", key: "uuid", record: { type: "object" } }),
    /\| defs\.main\.key \| expected tid, nsid, any or literal/,
  ],
  [
    "a record without schema",
    main({ type: "record", key: "any" }),
    /\| defs\.main\.record \| missing; expected an object/,
  ],
  [
    "a record that is a string",
    main({ type: "record", key: "any", record: { type: "string" } }),
    /record\.type \| a record is an object/,
  ],
  [
    "a permission set without permissions",
    main({ type: "permission-set", title: "x" }),
    /\| defs\.main\.permissions \| missing; expected an array/,
  ],
  [
    "a field of another type",
    property({ type: "boolean", maxLength: 1 }),
    /properties\.x\.maxLength \| not a field here; known are type, description, const, default/,
  ],
  [
    "a required property that is none",
    main({ type: "object", required: ["y"], properties: {} }),
    /\| defs\.main\.required \| names "y", which is not among the properties/,
  ],
  [
    "a nullable property that is none",
    main({ type: "object", nullable: ["y"], properties: {} }),
    /\| defs\.main\.nullable \| names "y"/,
  ],
  [
    "required that is no list",
    main({ type: "object", required: true }),
    /\| defs\.main\.required \| expected an array of strings, got true/,
  ],
  [
    "a length that is no integer",
    property({ type: "string", maxLength: 1.5 }),
    /properties\.x\.maxLength \| expected an integer, got 1\.5/,
  ],
  [
    "a negative length",
    property({ type: "array", items: { type: "token" }, minLength: -1 }),
    /minLength \| expected an integer of at least 0, got -1/,
  ],
  [
    "lengths the wrong way round",
    property({ type: "string", minLength: 5, maxLength: 1 }),
    /minLength \| 5 is above maxLength, 1/,
  ],
  [
    "graphemes the wrong way round",
    property({ type: "string", minGraphemes: 5, maxGraphemes: 1 }),
    /minGraphemes \| 5 is above maxGraphemes, 1/,
  ],
  [
    "a range the wrong way round",
    property({ type: "integer", minimum: 2, maximum: 1 }),
    /minimum \| 2 is above maximum, 1/,
  ],
  [
    "an unknown format",
    property({ type: "string", format: "email" }),
    /properties\.x\.format \| unknown format "email"; known are at-identifier/,
  ],
  [
    "an enum of numbers and strings",
    property({ type: "string", enum: ["a", 1] }),
    /enum \| expected an array of strings, got an array/,
  ],
  ["an enum of fractions", property({ type: "integer", enum: [1.5] }), /enum \| expected an array of integers/],
  [
    "a default of another type",
    property({ type: "boolean", default: "yes" }),
    /default \| expected a boolean, got "yes"/,
  ],
  ["a blob's size", property({ type: "blob", maxSize: "1MB" }), /maxSize \| expected an integer, got "1MB"/],
  ["an array without items", property({ type: "array" }), /properties\.x\.items \| missing; expected an object/],
  ["a ref to nothing", property({ type: "ref" }), /properties\.x\.ref \| missing/],
  ["a ref that is none", property({ type: "ref", ref: "a#b#c" }), /ref \| "a#b#c" is no reference; expected "#name"/],
  [
    "a union without refs",
    property({ type: "union" }),
    /properties\.x\.refs \| missing; expected an array of references/,
  ],
  ["a union with a bad ref", property({ type: "union", refs: ["#ok!"] }), /refs\[0\] \| "#ok!" is no reference/],
  ["a very long value", property({ type: "string", format: "x".repeat(5), default: 1 }), /format \| unknown format/],
];

describe("parseDocument", () => {
  for (const [name, json, problem] of cases) {
    it(`refuses ${name}`, () => {
      const found = problemsOf(json);
      assert.match(found[0] ?? "nothing", problem);
    });
  }

  it("tells everything that is wrong with all documents at once", () => {
    const found = problemsOf(
      document({
        main: { type: "query", input: {}, errors: [{ name: "" }] },
        a: { type: "objct" },
        b: { type: "string", format: "no" },
      }),
      {
        lexicon: 1,
        id: "com.example.worse",
        defs: { main: { type: "object", required: ["x"], properties: { y: { type: "ref", ref: "#z" } } } },
      },
      "no document",
    );
    assert.deepEqual(
      found.map((line) => line.split(" | ").slice(0, 2).join(" ")),
      [
        "com.example.bad defs.main.input",
        "com.example.bad defs.main.input.encoding",
        "com.example.bad defs.main.errors[0].name",
        "com.example.bad defs.a.type",
        "com.example.bad defs.b.format",
        "com.example.worse defs.main.required",
        "2.json ",
        "com.example.worse defs.main.properties.y",
      ],
    );
  });

  it("says it in one message that a person can read", () => {
    const error = new LexiconError([
      { document: "com.example.bad", path: "defs.main", reason: "expected an object" },
      { document: "b.json", path: "", reason: "is not JSON" },
    ]);
    assert.equal(
      error.message,
      "2 problems in the lexicons:\n  com.example.bad defs.main: expected an object\n  b.json: is not JSON",
    );
    assert.equal(error.code, "invalid_lexicon");
    assert.equal(error.name, "LexiconError");
  });

  it("survives a document that is nested too deeply", () => {
    let deep: object = { type: "string" };
    for (let k = 0; k < 50_000; k++) deep = { type: "array", items: deep };
    assert.match(problemsOf(main(deep))[0] ?? "", /\| defs\.main \| nested too deeply/);
  });
});

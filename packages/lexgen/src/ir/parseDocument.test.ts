import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LexiconError, type LexiconProblem } from "../errors/LexiconError.ts";
import type { Program } from "./Program.ts";
import { readProgram } from "./readProgram.ts";

const id = "com.example.bad";

const line = ({ document, path, reason }: LexiconProblem): string => `${document} | ${path} | ${reason}`;

function read(documents: readonly unknown[]): Program {
  return readProgram({
    sources: [{ name: "test", documents: documents.map((json, k) => ({ json, source: `${k}.json` })) }],
  });
}

/** What is wrong with documents, as one line each: document, path, reason. */
function problemsOf(...documents: unknown[]): string[] {
  try {
    read(documents);
    return [];
  } catch (error) {
    assert.ok(error instanceof LexiconError);
    return error.problems.map(line);
  }
}

/** What is odd about documents, of which nothing is wrong. */
function warningsOf(...documents: unknown[]): string[] {
  return read(documents).warnings.map(line);
}

const document = (defs: unknown, more: object = {}): unknown => ({ lexicon: 1, id, defs, ...more });
const defs = { main: { type: "token" } };
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
  ["no definitions", document({}), /\| defs \| is empty; expected one definition or more/],
  ["a description that is no string", document(defs, { description: 1 }), /\| description \| expected a string, got 1/],
  ["a revision that is no number", document(defs, { revision: "1" }), /\| revision \| expected an integer, got "1"/],
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
    query({ parameters: { type: "params", properties: { a: { type: "object", properties: {} } } } }),
    /parameters\.properties\.a \| a parameter is a boolean/,
  ],
  [
    "an unknown as parameter",
    query({ parameters: { type: "params", properties: { a: { type: "unknown" } } } }),
    /parameters\.properties\.a \| a parameter is a boolean, integer, string or array of those, not unknown/,
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
  ["an error that is null", query({ errors: [null] }), /errors\[0\] \| expected an object, got null/],
  [
    "an error whose description is no text",
    query({ errors: [{ name: "No", description: [] }] }),
    /errors\[0\]\.description \| expected a string/,
  ],
  ["a subscription without messages", main({ type: "subscription" }), /\| defs\.main\.message \| missing/],
  [
    "messages without a schema",
    main({ type: "subscription", message: {} }),
    /\| defs\.main\.message\.schema \| missing; expected an object/,
  ],
  [
    "a message that is an object",
    main({ type: "subscription", message: { schema: { type: "object", properties: {} } } }),
    /message\.schema\.type \| the messages of a subscription are a union/,
  ],
  ["a record without key", main({ type: "record", record: { type: "object" } }), /\| defs\.main\.key \| missing/],
  [
    "a record with an unknown key",
    main({ type: "record", key: "uuid", record: { type: "object" } }),
    /\| defs\.main\.key \| expected tid, nsid, any or literal/,
  ],
  [
    "a record with a key that no record can have",
    main({ type: "record", key: "literal:a/b", record: { type: "object", properties: {} } }),
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
    "a permission that is none",
    main({ type: "permission-set", permissions: [{ type: "permit", resource: "repo" }] }),
    /\| defs\.main\.permissions\[0\]\.type \| expected "permission"/,
  ],
  [
    "a permission of nothing",
    main({ type: "permission-set", permissions: [{ type: "permission", resource: "" }] }),
    /permissions\[0\]\.resource \| is empty/,
  ],
  [
    "a title in no language",
    main({ type: "permission-set", permissions: [], "title:lang": { "not a tag": "x" } }),
    /title:lang\.not a tag \| is no language tag/,
  ],
  [
    "an object without properties",
    main({ type: "object" }),
    /\| defs\.main\.properties \| missing; expected an object/,
  ],
  ["an unknown as definition", main({ type: "unknown" }), /\| defs\.main\.type \| unknown cannot be a definition/],
  ["a ref as definition", main({ type: "ref", ref: "#x" }), /\| defs\.main\.type \| ref cannot be a definition/],
  ["a union as definition", main({ type: "union", refs: [] }), /\| defs\.main\.type \| union cannot be a definition/],
  ["a token as property", property({ type: "token" }), /properties\.x\.type \| a token is a definition of its own/],
  [
    "a token as items",
    property({ type: "array", items: { type: "token" } }),
    /properties\.x\.items\.type \| a token is a definition of its own/,
  ],
  [
    "a closed union of nothing",
    property({ type: "union", refs: [], closed: true }),
    /properties\.x\.refs \| are none, and the union is closed/,
  ],
  [
    "a required property that is none",
    main({ type: "object", required: ["y"], properties: {} }),
    /\| defs\.main\.required \| names "y", which is not among the properties/,
  ],
  [
    "required that is no list",
    main({ type: "object", required: true, properties: {} }),
    /\| defs\.main\.required \| expected an array of strings, got true/,
  ],
  [
    "a length that is no integer",
    property({ type: "string", maxLength: 1.5 }),
    /properties\.x\.maxLength \| expected an integer, got 1\.5/,
  ],
  [
    "a negative length",
    property({ type: "array", items: { type: "string" }, minLength: -1 }),
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
  [
    "a default below its minimum",
    property({ type: "integer", minimum: 1, default: 0 }),
    /default \| 0 breaks minimum 1/,
  ],
  [
    "a default above its maximum",
    property({ type: "integer", maximum: 1, default: 2 }),
    /default \| 2 breaks maximum 1/,
  ],
  [
    "a default that is too long",
    property({ type: "string", maxLength: 1, default: "ä" }),
    /default \| "ä" breaks maxLength 1/,
  ],
  ["a default that is too short", property({ type: "string", minLength: 2, default: "a" }), /"a" breaks minLength 2/],
  [
    "a default of too many graphemes",
    property({ type: "string", maxGraphemes: 1, default: "ab" }),
    /default \| "ab" breaks maxGraphemes 1/,
  ],
  [
    "a default of another format",
    property({ type: "string", format: "did", default: "nope" }),
    /default \| "nope" breaks format did/,
  ],
  [
    "a default that is none of an enum",
    property({ type: "string", enum: ["a"], default: "b" }),
    /default \| "b" breaks enum/,
  ],
  [
    "a default that is not the constant",
    property({ type: "boolean", const: true, default: false }),
    /default \| false breaks const true/,
  ],
  [
    "a default beside a constant",
    property({ type: "string", const: "a", default: "a" }),
    /default \| is given beside const, which leaves nothing else/,
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

  it("names what is wrong on one line, whatever it is called", () => {
    const properties = { "a\n  com.example.fine: \u001b[31mred\u202e": { type: "no" } };
    assert.throws(
      () => read([main({ type: "object", properties })]),
      ({ message }: LexiconError) =>
        message.split("\n").length === 2 && message.includes("a\\u{a}  com.example.fine: \\u{1b}[31mred\\u{202e}.type"),
    );
  });

  it("survives a document that is nested too deeply", () => {
    let deep: object = { type: "string" };
    for (let k = 0; k < 50_000; k++) deep = { type: "array", items: deep };
    assert.match(problemsOf(main(deep))[0] ?? "", /\| defs\.main \| nested too deeply/);
  });
});

/** Each document of which nothing is wrong, with the one warning that it gets. */
const warnings: [name: string, document: unknown, warning: RegExp][] = [
  [
    "$schema",
    document(defs, { $schema: "https://example.com" }),
    /\.bad \| \$schema \| unknown, and left out; known here/,
  ],
  ["a license", document(defs, { license: "MIT" }), /\| license \| unknown, and left out/],
  ["a comment", main({ type: "object", properties: {}, $comment: "x" }), /\| defs\.main\.\$comment \| unknown/],
  ["deprecated", property({ type: "string", deprecated: true }), /properties\.x\.deprecated \| unknown/],
  ["examples", property({ type: "array", items: { type: "string", examples: [] } }), /x\.items\.examples \| unknown/],
  [
    "a misspelt field",
    property({ type: "string", maxLenght: 1 }),
    /maxLenght \| unknown.* known here are type, description, format/,
  ],
  ["a field of another type", property({ type: "boolean", maxLength: 1 }), /x\.maxLength \| unknown/],
  [
    "what a body says more",
    query({ output: { encoding: "*/*", maxSize: 1 } }),
    /defs\.main\.output\.maxSize \| unknown/,
  ],
  ["what an error says more", query({ errors: [{ name: "No", status: 400 }] }), /errors\[0\]\.status \| unknown/],
  [
    "what parameters say more",
    query({ parameters: { type: "params", properties: {}, nullable: [] } }),
    /defs\.main\.parameters\.nullable \| unknown/,
  ],
  ["what a query says more", query({ cache: 60 }), /defs\.main\.cache \| unknown/],
  [
    "what a record says more",
    main({ type: "record", key: "any", index: true, record: { type: "object", properties: {} } }),
    /defs\.main\.index \| unknown/,
  ],
  [
    "the subprotocol of a subscription",
    main({ type: "subscription", subprotocol: "x", message: { schema: { type: "union", refs: [] } } }),
    /defs\.main\.subprotocol \| unknown, and left out; known here are type, description, parameters, message, errors$/,
  ],
  [
    "what messages say more",
    main({ type: "subscription", message: { framing: "json", schema: { type: "union", refs: [] } } }),
    /defs\.main\.message\.framing \| unknown/,
  ],
  [
    "what a permission set says more",
    main({ type: "permission-set", permissions: [], icon: "x" }),
    /defs\.main\.icon \| unknown/,
  ],
  [
    "a nullable property that is none",
    main({ type: "object", nullable: ["y"], properties: {} }),
    /\| defs\.main\.nullable \| names "y", which is not among the properties/,
  ],
  [
    "a property $type",
    main({ type: "object", properties: { $type: { type: "string" } } }),
    /properties\.\$type \| \$type is/,
  ],
  [
    "a limit beyond 2^53",
    property({ type: "integer", maximum: 2 ** 63 }),
    /properties\.x\.maximum \| 9223372036854776000 is beyond what JavaScript holds exactly/,
  ],
  ["an empty enum", property({ type: "string", enum: [] }), /x\.enum \| is empty: nothing is valid/],
  [
    "a value of an enum that breaks a limit",
    property({ type: "string", enum: ["a", "abc"], maxLength: 1 }),
    /x\.enum\[1\] \| "abc" breaks maxLength 1: it is never valid/,
  ],
  [
    "a known value that breaks a format",
    property({ type: "string", knownValues: ["nope"], format: "did" }),
    /x\.knownValues\[0\] \| "nope" breaks format did: it is never valid/,
  ],
  [
    "a constant that breaks a format",
    property({ type: "string", const: "nope", format: "did" }),
    /x\.const \| "nope" breaks format did: nothing is valid/,
  ],
  [
    "a constant that is none of an enum",
    property({ type: "integer", const: 3, enum: [1, 2] }),
    /x\.const \| 3 breaks enum: nothing is valid/,
  ],
  ["no media type", property({ type: "blob", accept: ["image/*", "*"] }), /accept\[1\] \| "\*" is no media type/],
  ["no media types", property({ type: "blob", accept: [] }), /accept \| is empty: no blob is valid/],
];

describe("what is odd in a document, and not wrong", () => {
  for (const [name, json, warning] of warnings) {
    it(`is told, and compiled: ${name}`, () => {
      const found = warningsOf(json);
      assert.match(found[0] ?? "nothing", warning);
      assert.equal(found.length, 1, found.join("\n"));
    });
  }

  it("is nobody's to mend where the document is only referred to", () => {
    const documents = [{ json: document(defs, { license: "MIT" }), source: "theirs" }];
    assert.deepEqual(readProgram({ sources: [], external: [{ name: "theirs", documents }] }).warnings, []);
  });
});

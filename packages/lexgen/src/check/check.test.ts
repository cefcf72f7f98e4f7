import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LexiconProblem } from "../errors/LexiconError.ts";
import type { Program } from "../ir/Program.ts";
import { readProgram } from "../ir/readProgram.ts";
import { compareLexicons } from "./compareLexicons.ts";
import { lintLexicons } from "./lintLexicons.ts";

type Defs = { readonly [name: string]: object };

function programOf(documents: { readonly [nsid: string]: Defs }): Program {
  const list = Object.entries(documents).map(([id, defs]) => ({ json: { lexicon: 1, id, defs }, source: id }));
  return readProgram({ sources: [{ name: "test", documents: list }] });
}

const lines = (problems: LexiconProblem[]): string[] => problems.map(({ path, reason }) => `${path}: ${reason}`);
const lint = (defs: Defs): string[] => lines(lintLexicons(programOf({ "com.example.a": defs })));
const object = (properties: Defs, more: object = {}): object => ({ type: "object", properties, ...more });
const string = { type: "string" };

describe("lintLexicons", () => {
  it("has nothing to say of a good lexicon", () => {
    assert.deepEqual(
      lint({ main: { type: "query", description: "Good.", output: { encoding: "*/*" } }, a: object({ b: string }) }),
      [],
    );
  });

  it("tells what makes a lexicon hard to use or to evolve", () => {
    assert.deepEqual(lint({ main: { type: "query" } }), [
      "defs.main: a query without a description",
      "defs.main: a query without an output",
    ]);
    const found = lint({
      closed: { type: "string", enum: ["a"] },
      list: { type: "array", items: { type: "union", refs: ["#object"], closed: true } },
      object: object(
        {
          snake_case: string,
          text: { type: "string", maxGraphemes: 10 },
          tight: { type: "string", maxGraphemes: 10, maxLength: 5 },
          both: { type: "integer", default: 1 },
          inner: object({ Upper: string }),
        },
        { required: ["both"] },
      ),
    });
    assert.deepEqual(found, [
      "defs.closed: a closed enum can never gain a value: use knownValues",
      "defs.list.items: a closed union can never gain a variant",
      "defs.object.properties.snake_case: a property's name is lowerCamelCase",
      "defs.object.properties.text: maxGraphemes without maxLength: a grapheme has no bound in bytes",
      "defs.object.properties.tight: maxLength 5 (bytes) is below maxGraphemes 10",
      "defs.object.properties.both: required and has a default: one of them is without effect",
      "defs.object.properties.inner.properties.Upper: a property's name is lowerCamelCase",
    ]);
  });
});

describe("compareLexicons", () => {
  const compare = (before: Defs, after: Defs): string[] =>
    lines(compareLexicons(programOf({ "com.example.a": before }), programOf({ "com.example.a": after })));
  const query = (parameters: object | undefined, output: object): object => ({
    type: "query",
    ...(parameters ? { parameters: { type: "params", ...parameters } } : {}),
    output: { encoding: "application/json", schema: output },
  });
  const more = { x: object({}), y: object({}) };
  const union = (refs: readonly string[], closed = false): object => ({
    type: "array",
    items: { type: "union", refs, closed },
  });

  it("lets lexicons grow", () => {
    const before = {
      main: query({ properties: { a: string } }, object({ b: string })),
      k: { type: "string", knownValues: ["a"] },
      u: union(["#x"]),
      ...more,
    };
    const after = {
      main: {
        ...query({ properties: { a: string, c: string } }, object({ b: string, d: string })),
        description: "New.",
        errors: [{ name: "New" }],
      },
      k: { type: "string", knownValues: ["a", "b"] },
      u: union(["#x", "#y"]),
      added: string,
      ...more,
    };
    assert.deepEqual(compare(before, after), []);
    assert.deepEqual(compareLexicons(programOf({}), programOf({ "com.example.new": { a: string } })), []);
  });

  it("tells what is gone", () => {
    assert.deepEqual(lines(compareLexicons(programOf({ "com.example.a": { b: string } }), programOf({}))), [
      ": the document is gone",
    ]);
    assert.deepEqual(compare({ a: string, ...more }, more), ["defs.a: the definition is gone"]);
    assert.deepEqual(compare({ a: object({ b: string }) }, { a: object({}) }), [
      "defs.a.properties.b: the property is gone",
    ]);
    assert.deepEqual(compare({ a: union(["#x", "#y"]), ...more }, { a: union(["#x"]), ...more }), [
      "defs.a.items: the variant com.example.a#y is gone",
    ]);
    assert.deepEqual(compare({ main: query({ properties: {} }, object({})) }, { main: query(undefined, object({})) }), [
      "defs.main.parameters: the schema is gone",
    ]);
  });

  const changes: [name: string, before: object, after: object, found: string][] = [
    ["a kind", string, { type: "integer" }, "defs.a: was string, is integer"],
    ["a limit", { type: "string", maxLength: 1 }, { type: "string", maxLength: 2 }, "defs.a: maxLength was 1, is 2"],
    ["a limit that came", string, { type: "string", format: "did" }, 'defs.a: format was unset, is "did"'],
    [
      "an enum",
      { type: "string", enum: ["a"] },
      { type: "string", enum: ["a", "b"] },
      'defs.a: enum was ["a"], is ["a","b"]',
    ],
    [
      "a ref",
      { type: "array", items: { type: "ref", ref: "#x" } },
      { type: "array", items: { type: "ref", ref: "#y" } },
      "defs.a.items: referred to com.example.a#x, refers to com.example.a#y",
    ],
    ["openness", union(["#x"]), union(["#x"], true), "defs.a.items: was open, is closed"],
    [
      "a closed union",
      union(["#x"], true),
      union(["#x", "#y"], true),
      "defs.a.items: a closed union gained com.example.a#y",
    ],
    [
      "required",
      object({ b: string }),
      object({ b: string }, { required: ["b"] }),
      "defs.a.properties.b: has become required",
    ],
    [
      "no longer required",
      object({ b: string }, { required: ["b"] }),
      object({ b: string }),
      "defs.a.properties.b: is no longer required",
    ],
    [
      "nullable",
      object({ b: string }),
      object({ b: string }, { nullable: ["b"] }),
      "defs.a.properties.b: has become nullable",
    ],
    [
      "a new required property",
      object({}),
      object({ b: string }, { required: ["b"] }),
      "defs.a.properties.b: a required property was added",
    ],
    [
      "something deep",
      object({ b: object({ c: string }) }),
      object({ b: object({ c: { type: "boolean" } }) }),
      "defs.a.properties.b.properties.c: was string, is boolean",
    ],
    [
      "a blob",
      { type: "blob", accept: ["image/*"] },
      { type: "blob", accept: ["image/png"] },
      'defs.a: accept was ["image/*"], is ["image/png"]',
    ],
  ];
  for (const [name, before, after, found] of changes) {
    it(`tells a change of ${name}`, () =>
      assert.deepEqual(compare({ a: before, ...more }, { a: after, ...more }), [found]));
  }

  it("tells changes of operations and records", () => {
    const record = (key: string): Defs => ({ main: { type: "record", key, record: object({}) } });
    assert.deepEqual(compare(record("tid"), record("any")), ["defs.main.key: was tid, is any"]);
    assert.deepEqual(compare(record("tid"), { main: object({}) }), ["defs.main.type: was a record, is a type"]);
    assert.deepEqual(
      compare(
        { main: query(undefined, object({})) },
        { main: query({ properties: { a: string }, required: ["a"] }, object({})) },
      ),
      ["defs.main.parameters: required parameters were added"],
    );
    assert.deepEqual(compare({ main: { type: "query", output: { encoding: "*/*" } } }, { main: { type: "query" } }), [
      "defs.main.output.encoding: was */*, is nothing",
    ]);
  });
});

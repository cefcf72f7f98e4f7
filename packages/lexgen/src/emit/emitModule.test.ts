import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readProgram } from "../ir/readProgram.ts";
import { emitModule, type ModuleOptions } from "./emitModule.ts";

const ID = "com.example.thing";

/** The module of one document. */
function emit(defs: { readonly [name: string]: object }, options: Partial<ModuleOptions> = {}): string {
  const program = readProgram({
    sources: [{ name: "test", documents: [{ json: { lexicon: 1, id: ID, defs }, source: ID }] }],
  });
  const all: ModuleOptions = {
    format: "ts",
    banner: "// banner\n",
    runtime: "bluesky/runtime",
    document: (nsid) => `./${nsid}.js`,
    ...options,
  };
  return emitModule(program.documentOf(ID), program, all);
}

const object = (properties: object, required: readonly string[] = []): object => ({
  type: "object",
  required,
  properties,
});
const string = { type: "string" };
const datetime = { type: "string", format: "datetime" };
const body = (schema: object): object => ({ encoding: "application/json", schema });

describe("what a module imports of the SDK", () => {
  it("comes from one specifier: types first, values only where there are any", () => {
    const defs = {
      main: { type: "query", output: body(object({ blob: { type: "blob" }, bytes: { type: "bytes" } })) },
      part: object({ tid: { type: "string", format: "tid" } }),
    };
    const imports = (format: ModuleOptions["format"]): string[] => emit(defs, { format }).match(/^import.*$/gm) ?? [];
    assert.deepEqual(imports("ts"), [
      'import { type BlobRef, type Bytes, type Context, type LegacyBlob, type Query, type Schema, blob, bytes, noParams, query, schema, tid } from "bluesky/runtime";',
    ]);
    assert.deepEqual(imports("js"), ['import { blob, bytes, noParams, query, schema, tid } from "bluesky/runtime";']);
    assert.deepEqual(imports("d.ts"), [
      'import type { BlobRef, Bytes, LegacyBlob, Query, Schema } from "bluesky/runtime";',
    ]);
  });

  it("is renamed where the module has the name itself", () => {
    const text = emit({ main: { type: "query" }, query: object({}), schema: object({}), context: object({}) });
    assert.match(
      text,
      /import \{ type Context as runtime_Context, type Query as runtime_Query, type Schema as runtime_Schema,/,
    );
    assert.match(
      text,
      /function checkQuery\(_value: \{ \[key: string\]: unknown \}, _context: runtime_Context\): void/,
    );
  });
});

describe("records", () => {
  const record = (properties: object, required: readonly string[]): string => {
    const text = emit({ main: { type: "record", key: "tid", record: object(properties, required) } });
    return / = \/\*#__PURE__\*\/ (recordSchema\(.*\));$/m.exec(text)?.[1] ?? assert.fail(text);
  };

  it("are marked where a datetime createdAt is required: the SDK fills it in", () => {
    const [marked, plain] = [', "tid", true)', ', "tid")'].map((end) => `recordSchema("${ID}", checkThing${end}`);
    assert.equal(record({ createdAt: datetime }, ["createdAt"]), marked);
    assert.equal(record({ createdAt: datetime }, []), plain);
    assert.equal(record({ createdAt: string }, ["createdAt"]), plain);
    assert.equal(record({ createdAt: { type: "integer" } }, ["createdAt"]), plain);
    assert.equal(record({ indexedAt: datetime }, ["indexedAt"]), plain);
    assert.equal(record({ inner: object({ createdAt: datetime }, ["createdAt"]) }, ["inner"]), plain);
  });
});

describe("properties of any type", () => {
  const unknown = { type: "unknown" };
  const example = (name: string): string =>
    `A schema tells, such as \`Post\` of \`bluesky/app/bsky/feed\`: \`if (Post.is(view.${name})) view.${name}.text\`.`;
  const open = "Any object: its lexicon does not say which.";

  it("say how to get at a record, where lexicons have them", () => {
    const text = emit({
      main: object({ record: unknown, value: { ...unknown, description: "The record itself." } }),
    });
    assert.ok(text.includes(`  /** ${open} ${example("record")} */\n  record?: { [key: string]: unknown }`), text);
    const lines = ["/**", " * The record itself.", " *", ` * ${open} ${example("value")}`, " */", "value?: {"];
    assert.ok(text.includes(lines.map((line) => `  ${line}`).join("\n")), text);
  });

  it("say elsewhere what their lexicon says, if only that it says nothing", () => {
    const text = emit({ main: object({ meta: unknown, didDoc: { ...unknown, description: "The document." } }) });
    assert.ok(text.includes(`  /** ${open} */\n  meta?: {`), text);
    assert.ok(text.includes("  /** The document. */\n  didDoc?: {"), text);
    assert.doesNotMatch(text, /Post\.is/);
  });

  it("say so of what is read, not of what is written", () => {
    const schema = object({ record: { ...unknown, description: "The record." }, value: unknown });
    const text = emit({ main: { type: "procedure", input: body(schema), output: body(schema) } });
    const [input = "", output = ""] = text.split("interface Output");
    assert.match(input, /\n {4}\/\*\* The record\. \*\/\n {4}record\?: .*\n {4}value\?: /);
    assert.ok(output.includes(example("record")) && output.includes(example("value")), output);
  });

  it("are any objects when they are checked", () => {
    assert.match(
      emit({ main: object({ record: unknown }, ["record"]) }),
      /\n {2}anyObject\(context, value\["record"\]\);\n/,
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readProgram } from "../ir/readProgram.ts";
import { emitTree } from "./emitTree.ts";

const operation = (id: string, main: object): { json: unknown; source: string } => ({
  json: { lexicon: 1, id, defs: { main } },
  source: id,
});
const object = (properties: object, required: string[] = []): object => ({ type: "object", required, properties });
const json = (schema: object): object => ({ encoding: "application/json", schema });
const string = { type: "string" };

const documents = [
  operation("com.example.page.get", {
    type: "query",
    description: "Gets a page.",
    parameters: { type: "params", required: ["id"], properties: { id: string } },
    output: json(object({ id: string })),
    errors: [{ name: "NotThere", description: "No such page." }, { name: "Gone" }],
  }),
  operation("com.example.page.list", {
    type: "query",
    parameters: { type: "params", properties: { cursor: string } },
    output: json(object({ cursor: string, pages: { type: "array", items: string } })),
  }),
  operation("com.example.other.get", { type: "query", output: json(object({})) }),
  operation("com.example.page.put", {
    type: "procedure",
    description: "DEPRECATED: use none",
    input: json({ type: "ref", ref: "com.example.defs#page" }),
  }),
  operation("com.example.page.touch", { type: "procedure" }),
  operation("com.example.page.upload", { type: "procedure", input: { encoding: "*/*" } }),
  operation("com.example.page.part", {
    type: "procedure",
    parameters: { type: "params", properties: { id: string } },
    input: { encoding: "*/*" },
  }),
  operation("com.example.page", { type: "procedure", input: json(object({ title: string })) }),
  { json: { lexicon: 1, id: "com.example.defs", defs: { page: object({ id: string }, ["id"]) } }, source: "defs" },
];

const text = emitTree(readProgram({ sources: [{ name: "test", documents } as never] }), {
  banner: "// banner\n",
  runtime: "bluesky/runtime",
  document: (nsid) => `./${nsid.replaceAll(".", "/")}.js`,
});

describe("emitTree", () => {
  it("types every operation under its NSID, with what must be given", () => {
    const lines = [
      "readonly get: BoundOperation<[params: ComExamplePageGet.Params], ComExamplePageGet.Output, ComExamplePageGet.ErrorName>;",
      "readonly get: BoundOperation<[params?: ComExampleOtherGet.Params], ComExampleOtherGet.Output, ComExampleOtherGet.ErrorName>;",
      "readonly list: BoundPagedOperation<[params?: list.Params], list.Output, list.ErrorName, list.Item>;",
      "readonly put: BoundOperation<[input: put.Input], put.Output, put.ErrorName>;",
      "readonly touch: BoundOperation<[input?: touch.Input], touch.Output, touch.ErrorName>;",
      "readonly upload: BoundOperation<[input: upload.Input], upload.Output, upload.ErrorName>;",
      "readonly part: BoundOperation<[argument: part.Argument], part.Output, part.ErrorName>;",
    ];
    for (const line of lines) assert.ok(text.includes(`  ${line}\n`), `${line}\n${text}`);
  });

  it("has an operation that is a namespace too", () => {
    assert.match(
      text,
      /readonly page: BoundOperation<\[input\?: page\.Input\], page\.Output, page\.ErrorName> & ComExamplePageOperations;/,
    );
  });

  it("imports each operation once, names apart", () => {
    assert.match(text, /^import \{ get as ComExamplePageGet \} from "\.\/com\/example\/page\/get\.js";$/m);
    assert.match(text, /^import \{ list \} from "\.\/com\/example\/page\/list\.js";$/m);
    assert.doesNotMatch(text, /defs\.js/);
    assert.match(
      text,
      /const operations: readonly \{ readonly nsid: string \}\[\] = \[\n {2}ComExampleOtherGet,\n {2}page,\n {2}ComExamplePageGet,/,
    );
  });

  it("brings the documentation along", () => {
    assert.match(
      text,
      /\* Gets a page\.\n.*@throws \{XrpcError\} `NotThere`: No such page\.\n.*@throws \{XrpcError\} `Gone`\n/,
    );
    assert.match(text, /@deprecated use none/);
    assert.match(text, /\/\*\* `com\.example\.page\.list` \*\//);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readProgram } from "../ir/readProgram.ts";
import { exportNames, pascalCase, pascalNsid } from "./names.ts";

function namesOf(id: string, defs: { readonly [name: string]: object }): string[] {
  const [document] = readProgram({
    sources: [{ name: "test", documents: [{ json: { lexicon: 1, id, defs }, source: id }] }],
  }).documents;
  assert.ok(document);
  return [...exportNames(document).values()];
}

const token = { type: "token" };
const object = { type: "object", properties: {} };
const query = { type: "query" };
const subscription = { type: "subscription", message: { schema: { type: "union", refs: [] } } };

describe("exported names", () => {
  it("are PascalCase of what has a schema, and lowerCamel of an operation", () => {
    assert.deepEqual(namesOf("com.example.getPost", { main: query, viewer: object }), ["getPost", "Viewer"]);
    assert.deepEqual(
      namesOf("com.example.post", { main: { type: "record", key: "tid", record: object }, replyRef: object }),
      ["Post", "ReplyRef"],
    );
    assert.deepEqual(namesOf("com.example.Subscribe", { main: subscription }), ["subscribe"]);
    assert.deepEqual(namesOf("com.example.fullAccess", { main: { type: "permission-set", permissions: [] } }), [
      "fullAccess",
    ]);
  });

  it("get the suffix Def where another definition has the name", () => {
    assert.deepEqual(namesOf("com.example.external", { main: object, external: object }), ["External", "ExternalDef"]);
    assert.deepEqual(namesOf("com.example.a", { external: object, External: token }), ["External", "ExternalDef"]);
    assert.deepEqual(namesOf("com.example.a", { b: object, B: token, bDef: token }), ["B", "BDef", "BDefDef"]);
  });

  it("leave the names of an operation's types to it", () => {
    const types = ["params", "input", "output", "errorName", "argument", "item", "message"];
    const defs = Object.fromEntries(types.map((name) => [name, token]));
    const names = namesOf("com.example.getPost", { main: query, ...defs });
    assert.deepEqual(names.slice(1), [
      "ParamsDef",
      "InputDef",
      "OutputDef",
      "ErrorNameDef",
      "ArgumentDef",
      "ItemDef",
      "MessageDef",
    ]);
    assert.deepEqual(namesOf("com.example.defs", { output: token }), ["Output"]);
  });

  it("leave the name of an operation to it, where a check would have it", () => {
    assert.deepEqual(namesOf("com.example.checkName", { main: query, name: object }), ["checkName", "NameDef"]);
  });

  it("are no reserved words", () => {
    assert.deepEqual(namesOf("com.example.delete", { main: { type: "procedure" } }), ["delete_"]);
    assert.deepEqual(namesOf("com.example.await", { main: query }), ["await_"]);
    assert.deepEqual(namesOf("com.example.delete", { main: object }), ["Delete"]);
    for (const name of [
      "arguments",
      "eval",
      "undefined",
      "globalThis",
      "exports",
      "require",
      "keyof",
      "readonly",
      "then",
    ]) {
      assert.deepEqual(namesOf(`com.example.${name}`, { main: query }), [`${name}_`]);
    }
  });

  it("are not those of the checks of an operation's parts", () => {
    assert.deepEqual(namesOf("com.example.checkParams", { main: query }), ["checkParams_"]);
    assert.deepEqual(namesOf("com.example.checkOutput", { main: { type: "procedure" } }), ["checkOutput_"]);
    assert.deepEqual(namesOf("com.example.checkOutput", { main: object }), ["CheckOutput"]);
  });

  it("are made of what NSIDs and definitions are made of", () => {
    assert.equal(pascalCase("replyRef"), "ReplyRef");
    assert.equal(pascalNsid("app.bsky.feed.post"), "AppBskyFeedPost");
    assert.equal(pascalNsid("com.my-site.post"), "ComMySitePost");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadLexicons, loadNamespace } from "../testing/loadLexicons.ts";
import { namespaceOf, type Schema } from "./Collected.ts";
import { collectOperations, type LexiconDocument } from "./collectOperations.ts";
import { operationOf, recordOf } from "./Namespace.ts";

const thing: LexiconDocument = {
  id: "com.example.getThing",
  defs: {
    main: {
      type: "query",
      description: "Gets one. And more of it.",
      parameters: { type: "params", properties: { of: { type: "ref", ref: "#tree" } } },
      output: { encoding: "application/json" },
    },
    tree: {
      type: "object",
      properties: { more: { type: "array", items: { type: "ref", ref: "lex:com.example.getThing#tree" } } },
    },
    unused: { type: "object" },
  },
};

describe("what is collected of lexicons", () => {
  it("has whole ids, what they lead to, and nothing else", () => {
    const { index, namespaces } = collectOperations([thing]);
    assert.deepEqual(index.operations, [{ nsid: "com.example.getThing", kind: "query", title: "Gets one." }]);
    const { operations, definitions } = namespaces.get("com.example") ?? assert.fail();
    const tree: Schema = { type: "ref", ref: "com.example.getThing#tree" };
    assert.deepEqual(operations["com.example.getThing"]?.params?.properties, { of: tree });
    assert.equal(operations["com.example.getThing"]?.output, "application/json");
    assert.deepEqual(definitions, {
      "com.example.getThing#tree": { type: "object", properties: { more: { type: "array", items: tree } } },
    });
  });

  it("cannot be had where something is missing", () => {
    const { tree: _, ...defs } = thing.defs;
    assert.throws(() => collectOperations([{ ...thing, defs }]), /There is no com\.example\.getThing#tree/);
  });

  it("leads to an operation or a record of the package, for each one", async () => {
    const lexicons = loadLexicons();
    for (const { nsid, kind } of lexicons.index.operations) {
      const namespace = await loadNamespace(lexicons, namespaceOf(nsid));
      if (kind !== "subscription") assert.equal(operationOf(namespace, nsid).kind, kind);
      else assert.throws(() => operationOf(namespace, nsid), /There is no operation/);
    }
    for (const nsid of lexicons.index.records) {
      assert.equal(recordOf(await loadNamespace(lexicons, namespaceOf(nsid)), nsid)?.nsid, nsid);
    }
  });
});

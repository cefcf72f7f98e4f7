import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { soak } from "../../../scripts/test/soak.ts";
import { namespaceOf } from "../lexicons/Collected.ts";
import { operationOf, recordOf } from "../lexicons/Namespace.ts";
import { createRandom, fillForm } from "../testing/fillForm.ts";
import { loadLexicons, loadNamespace } from "../testing/loadLexicons.ts";
import { checkForm } from "./checkForm.ts";
import { createForm, createRecordForm } from "./createForm.ts";
import { readForm } from "./readForm.ts";

const seed = Number(process.env.SEED ?? 17);
const lexicons = loadLexicons();
const operations = lexicons.index.operations.filter(({ kind }) => kind !== "subscription");

describe("forms", () => {
  it("are there for every operation of the lexicons", () => {
    assert.equal(lexicons.index.operations.length, 322);
    assert.equal(operations.length, 319);
    assert.equal(lexicons.index.records.length, 22);
  });

  it(`make valid input of every operation when they are filled (seed ${seed})`, async () => {
    const random = createRandom(seed);
    let fields = 0;
    for (const { nsid } of operations) {
      const namespace = await loadNamespace(lexicons, namespaceOf(nsid));
      const { collected } = namespace;
      const operation = collected.operations[nsid] ?? assert.fail(nsid);
      for (let round = 0; round < soak(8, 2_000); round++) {
        const form = createForm(operation, collected.definitions);
        fillForm(form, random);
        const entered = readForm(form);
        assert.deepEqual(
          checkForm(operationOf(namespace, nsid), entered, () => undefined),
          [],
          `${nsid}, round ${round}`,
        );
        fields += Object.keys(Object(entered.params)).length + Object.keys(Object(entered.input)).length;
      }
    }
    assert.ok(fields > 3_000, `only ${fields} fields were filled`);
  });

  it(`make valid records of every collection when they are filled (seed ${seed})`, async () => {
    const random = createRandom(seed);
    for (const collection of lexicons.index.records) {
      const namespace = await loadNamespace(lexicons, namespaceOf(collection));
      const { records, definitions } = namespace.collected;
      const schema = records[collection] ?? assert.fail(collection);
      for (let round = 0; round < soak(8, 2_000); round++) {
        const input = createRecordForm(collection, schema, definitions);
        fillForm({ params: undefined, input }, random);
        const { input: value } = readForm({ params: undefined, input });
        const record = JSON.parse(JSON.stringify(value, (_, part) => part?.blob ?? part));
        assert.deepEqual(recordOf(namespace, collection)?.safeParse(record), { ok: true, value: record }, collection);
      }
    }
  });

  it("make wrong input of what has to be entered and is not", async () => {
    const empty: string[] = [];
    for (const { nsid } of operations) {
      const namespace = await loadNamespace(lexicons, namespaceOf(nsid));
      const { definitions, operations: all } = namespace.collected;
      const operation = all[nsid] ?? assert.fail(nsid);
      const form = createForm(operation, definitions);
      const issues = checkForm(operationOf(namespace, nsid), readForm(form), () => undefined);
      const members = [form.params, form.input].flatMap((node) => (node?.kind === "object" ? node.members : []));
      // An object and a list are sent without anything in them, too.
      const asked = members.filter(({ required, node }) => required && node.kind !== "object" && node.kind !== "list");
      if (asked.length > 0 && issues.length === 0) empty.push(nsid);
    }
    assert.deepEqual(empty, []);
  });
});

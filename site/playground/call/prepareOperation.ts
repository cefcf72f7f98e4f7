import { checkForm, recordsIn } from "../form/checkForm.ts";
import { createForm, createRecordForm, type Form } from "../form/createForm.ts";
import type { ObjectNode } from "../form/FormNode.ts";
import { type FieldIssue, readForm } from "../form/readForm.ts";
import { type CollectedOperation, namespaceOf } from "../lexicons/Collected.ts";
import { type AnyOperation, type Namespace, operationOf, recordOf } from "../lexicons/Namespace.ts";

/** Where lexicons come from. */
export interface LexiconSource {
  /** The collections whose records have a lexicon. */
  readonly records: readonly string[];
  load(namespace: string): Promise<Namespace>;
}

/** An operation with its form, before it is called. */
export interface PreparedOperation {
  readonly operation: AnyOperation;
  readonly form: Form;
  /** What is wrong with what was entered: of the operation, and of records in it. */
  check(): Promise<FieldIssue[]>;
  /** Makes the fields of a collection's record. */
  loadRecord(collection: string): Promise<ObjectNode>;
}

/** Makes the form of an operation. Lexicons of records are loaded when there is one to check. */
export function prepareOperation(
  nsid: string,
  collected: CollectedOperation,
  namespace: Namespace,
  source: LexiconSource,
): PreparedOperation {
  const operation = operationOf(namespace, nsid);
  const form = createForm(collected, namespace.collected.definitions);
  const loaded = new Map<string, Namespace>([[namespaceOf(nsid), namespace]]);
  const load = async (name: string): Promise<Namespace> => {
    const found = loaded.get(name) ?? (await source.load(name));
    loaded.set(name, found);
    return found;
  };
  return {
    operation,
    form,
    async check() {
      const entered = readForm(form);
      const collections = recordsIn(entered.input).map(({ collection }) => collection);
      for (const name of collections.filter((known) => source.records.includes(known))) await load(namespaceOf(name));
      return checkForm(operation, entered, (collection) => {
        const found = loaded.get(namespaceOf(collection));
        return found && recordOf(found, collection);
      });
    },
    async loadRecord(collection) {
      const { records, definitions } = (await load(namespaceOf(collection))).collected;
      const schema = records[collection];
      if (!schema) throw new Error(`There is no record ${collection}.`);
      return createRecordForm(collection, schema, definitions);
    },
  };
}

import { type CollectedNamespace, type CollectedOperation, type Index, namespaceOf, type Schema } from "./Collected.ts";

/** A lexicon document, as far as it is read here. */
export interface LexiconDocument {
  readonly id: string;
  readonly defs: Readonly<Record<string, Definition>>;
}

interface Definition extends Schema {
  readonly parameters?: Schema;
  readonly input?: { readonly encoding: string; readonly schema?: Schema };
  readonly output?: { readonly encoding: string };
  readonly record?: Schema;
  readonly errors?: CollectedOperation["errors"];
}

/** What the playground needs of lexicons: what can be chosen, and by namespace what forms are made of. */
export interface Collected {
  readonly index: Index;
  readonly namespaces: ReadonlyMap<string, CollectedNamespace>;
}

/** Collects it. Answers are left out: they are shown as they come. */
export function collectOperations(documents: readonly LexiconDocument[]): Collected {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const index = { operations: [] as Index["operations"][number][], records: [] as string[] };
  const namespaces = new Map<string, Namespace>();

  const namespace = (nsid: string): Namespace => {
    const name = namespaceOf(nsid);
    const found = namespaces.get(name) ?? { operations: {}, records: {}, definitions: {} };
    namespaces.set(name, found);
    return found;
  };

  for (const { id, defs } of documents.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { main } = defs;
    if (main?.type === "record" && main.record) {
      const { records, definitions } = namespace(id);
      const description = main.description ?? main.record.description;
      records[id] = { ...whole(main.record, id, byId, definitions), ...(description && { description }) };
      index.records.push(id);
    } else if (isOperation(main)) {
      const { operations, definitions } = namespace(id);
      operations[id] = toOperation(main, (schema) => whole(schema, id, byId, definitions));
      index.operations.push({ nsid: id, kind: main.type, title: firstSentence(main.description ?? "") });
    }
  }
  return { index, namespaces };
}

interface Namespace extends CollectedNamespace {
  readonly operations: Record<string, CollectedOperation>;
  readonly records: Record<string, Schema>;
  readonly definitions: Record<string, Schema>;
}

function isOperation(main: Definition | undefined): main is Definition & { type: CollectedOperation["kind"] } {
  return main?.type === "query" || main?.type === "procedure" || main?.type === "subscription";
}

function toOperation(
  main: Definition & { type: CollectedOperation["kind"] },
  toWhole: (schema: Schema) => Schema,
): CollectedOperation {
  const { type: kind, description, parameters, input, output, errors } = main;
  return {
    kind,
    ...(description && { description }),
    ...(parameters && { params: toWhole(parameters) }),
    ...(input && {
      input: { encoding: input.encoding, ...(input.schema && { schema: toWhole(input.schema) }) },
    }),
    ...(output && { output: output.encoding }),
    ...(errors?.length && { errors }),
  };
}

/** The schema with whole ids as references. What they lead to is added to the definitions. */
function whole(
  schema: Schema,
  from: string,
  documents: ReadonlyMap<string, LexiconDocument>,
  definitions: Record<string, Schema>,
): Schema {
  const toId = (ref: string): string => {
    const [document = "", name = "main"] = ref.replace(/^lex:/, "").split("#");
    const source = document || from;
    const id = name === "main" ? source : `${source}#${name}`;
    if (Object.hasOwn(definitions, id)) return id;
    const found = documents.get(source)?.defs[name];
    if (!found) throw new Error(`There is no ${id}, which ${from} refers to.`);
    definitions[id] = found; // first, because it may refer to itself
    definitions[id] = whole(found.record ?? found, source, documents, definitions);
    return id;
  };
  const inner = (part: Schema): Schema => whole(part, from, documents, definitions);
  const { ref, refs, items, properties, knownValues } = schema;
  return {
    ...schema,
    ...(ref && { ref: toId(ref) }),
    ...(refs && { refs: refs.map(toId) }),
    ...(items && { items: inner(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)])),
    }),
    ...(knownValues && { knownValues: knownValues.map((value) => value.replace(/^lex:/, "")) }),
  };
}

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}

import type { CollectedOperation, Schema } from "../lexicons/Collected.ts";
import type { FileNode, FormNode, JsonNode, ListNode, Member, ObjectNode } from "./FormNode.ts";

/** The fields of an operation. What it does not take is undefined. */
export interface Form {
  readonly params: ObjectNode | undefined;
  readonly input: ObjectNode | FileNode | undefined;
}

/** What references lead to, by id. */
export type Definitions = Readonly<Record<string, Schema>>;

/** Makes the form of an operation, with nothing entered. */
export function createForm({ params, input }: CollectedOperation, definitions: Definitions): Form {
  return {
    params: params && createObject(params, definitions, { included: true }),
    input: input && createBody(input.encoding, input.schema, definitions),
  };
}

/** Makes the fields of a record. */
export function createRecordForm(collection: string, schema: Schema, definitions: Definitions): ObjectNode {
  return createObject(schema, definitions, { included: true, type: collection });
}

function createBody(encoding: string, schema: Schema | undefined, definitions: Definitions): ObjectNode | FileNode {
  if (!schema) return { kind: "file", schema: { type: "file", accept: [encoding] }, file: undefined };
  const { schema: found } = follow(schema, definitions);
  return createObject(found, definitions, { included: true });
}

/** The schema that a reference leads to, with its id. */
function follow(schema: Schema, definitions: Definitions): { schema: Schema; id?: string } {
  if (schema.type !== "ref") return { schema };
  const id = schema.ref ?? "";
  const target = definitions[id];
  if (!target) throw new Error(`There is no definition ${id}.`);
  const { description = target.description } = schema;
  return { ...follow({ ...target, ...(description && { description }) }, definitions), id };
}

function createNode(given: Schema, definitions: Definitions, required: boolean): FormNode {
  const { schema } = follow(given, definitions);
  switch (schema.type) {
    case "object":
      return createObject(schema, definitions, { included: required });
    case "array":
      return createList(schema, definitions, required);
    case "union":
      return {
        kind: "union",
        schema,
        choice: "",
        variant: undefined,
        text: "",
        makeVariant: (type) => createVariant(type, definitions),
      };
    case "unknown":
      return createJson(schema);
    case "blob":
      return { kind: "file", schema, file: undefined };
    default:
      return { kind: "text", schema, text: "", sendEmpty: false };
  }
}

function createJson(schema: Schema): JsonNode {
  return { kind: "json", schema, text: "", record: undefined };
}

function createVariant(type: string, definitions: Definitions): FormNode {
  const { schema } = follow({ type: "ref", ref: type }, definitions);
  if (schema.type !== "object") throw new Error(`${type} is no object.`);
  return createObject(schema, definitions, { included: true, type });
}

function createList(schema: Schema, definitions: Definitions, required: boolean): ListNode {
  const { items } = schema;
  if (!items) throw new Error("An array has no items.");
  return { kind: "list", schema, items: [], makeItem: () => createNode(items, definitions, true), required };
}

function createObject(
  schema: Schema,
  definitions: Definitions,
  { included, type }: { included: boolean; type?: string },
): ObjectNode {
  const makeMembers = (): Member[] =>
    Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const required = schema.required?.includes(name) ?? false;
      const nullable = schema.nullable?.includes(name) ?? false;
      return { name, node: createNode(property, definitions, required), required, nullable, isNull: false };
    });
  const members = included ? makeMembers() : [];
  return { kind: "object", schema, type, included, members: sortMembers(members), makeMembers };
}

/** What is required stands first. */
function sortMembers(members: Member[]): Member[] {
  return members.sort((a, b) => Number(b.required) - Number(a.required));
}

/** Has an object sent, or left out. Its fields are made once. */
export function include(node: ObjectNode, included: boolean): void {
  node.included = included;
  if (included && node.members.length === 0) node.members.push(...sortMembers(node.makeMembers()));
}

/** Chooses a variant of a union. */
export function choose(node: Extract<FormNode, { kind: "union" }>, type: string): void {
  node.choice = type;
  node.variant = type === "" || type === "json" ? undefined : node.makeVariant(type);
}

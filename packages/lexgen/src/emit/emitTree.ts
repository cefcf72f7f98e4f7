import type { Definition, Node, OperationDefinition } from "../ir/ir.ts";
import type { Program } from "../ir/Program.ts";
import { docComment } from "./docComment.ts";
import { propertyKey, stringLiteral } from "./literal.ts";
import { exportNames, freeName, pascalCase, pascalNsid } from "./names.ts";

export interface TreeOptions {
  /** The comment at the top of the module. */
  readonly banner: string;
  /** The specifier of the SDK's runtime, for the module. */
  readonly runtime: string;
  /** The specifier of a document's module. */
  readonly document: (nsid: string) => string;
}

interface Namespace {
  readonly path: readonly string[];
  /** Of its interface. */
  readonly name: string;
  operation?: Operation;
  readonly children: Map<string, Namespace>;
}

interface Operation {
  readonly definition: OperationDefinition;
  readonly exported: string;
  readonly local: string;
}

/**
 * Writes the module that has all operations of a program, bound to a client, under their NSIDs: `interface
 * OperationTree`, and `createTree(client)`. Its types are written out, so that an editor shows names and documentation and
 * a type checker looks only at what is used; at run time it is a list from which the tree is made as it is read.
 */
export function emitTree(program: Program, options: TreeOptions): string {
  const taken = new Set(OWN_NAMES);
  const operations = operationsOf(program, taken);
  const root: Namespace = { path: [], name: "OperationTree", children: new Map() };
  for (const operation of operations) place(root, operation, taken);
  const interfaces = emitNamespaces(root, program);
  const types = [
    ...(operations.some(({ definition }) => definition.paging?.items === undefined) ? ["BoundOperation"] : []),
    ...(operations.some(({ definition }) => definition.paging) ? ["BoundPagedOperation"] : []),
    "ClientLike",
  ].map((name) => `type ${name}, `);
  const imports = [
    `import { ${types.join("")}bindTree } from ${stringLiteral(options.runtime)};\n`,
    ...operations.map(({ definition, exported, local }) => {
      const name = exported === local ? local : `${exported} as ${local}`;
      return `import { ${name} } from ${stringLiteral(options.document(definition.nsid))};\n`;
    }),
  ];
  const list = `const operations: readonly { readonly nsid: string }[] = [\n${operations.map(({ local }) => `  ${local},\n`).join("")}];\n`;
  const create = `/** All operations, bound to a client, under their NSIDs. They are bound when they are read: making the tree costs next to nothing. */
export function createTree(client: ClientLike): OperationTree {
  // It has what the interface says: both were made of the same operations.
  return bindTree(client, operations) as OperationTree;
}
`;
  return [options.banner, imports.join(""), ...interfaces, list, create].filter(Boolean).join("\n");
}

/** What the module has besides operations and namespaces. */
const OWN_NAMES = [
  "operations",
  "bindTree",
  "createTree",
  "OperationTree",
  "BoundOperation",
  "BoundPagedOperation",
  "ClientLike",
];

function operationsOf(program: Program, taken: Set<string>): Operation[] {
  const definitions = program.documents
    .flatMap(({ definitions }) => definitions)
    .filter(isOperation)
    .sort((a, b) => (a.nsid < b.nsid ? -1 : 1));
  const nameOf = ({ nsid, id }: OperationDefinition): string => exportNames(program.documentOf(nsid)).get(id) ?? id;
  const uses = new Map<string, number>([...taken].map((name) => [name, 2]));
  for (const definition of definitions) uses.set(nameOf(definition), (uses.get(nameOf(definition)) ?? 0) + 1);
  return definitions.map((definition) => {
    const exported = nameOf(definition);
    // The plain name reads best in an editor. Capitals tell the others from it.
    const wanted = uses.get(exported) === 1 ? exported : pascalNsid(definition.nsid);
    return { definition, exported, local: freeName(wanted, taken) };
  });
}

function isOperation(definition: Definition): definition is OperationDefinition {
  return definition.kind === "query" || definition.kind === "procedure";
}

function place(root: Namespace, operation: Operation, taken: Set<string>): void {
  let node = root;
  for (const segment of operation.definition.nsid.split(".")) {
    let child = node.children.get(segment);
    if (!child) {
      const path = [...node.path, segment];
      child = { path, name: freeName(`${path.map(pascalCase).join("")}Operations`, taken), children: new Map() };
      node.children.set(segment, child);
    }
    node = child;
  }
  node.operation = operation;
}

/** The interfaces of a namespace and of all below it, the outermost first. */
function emitNamespaces(namespace: Namespace, program: Program): string[] {
  const inner: string[] = [];
  const members = [...namespace.children].map(([segment, child]) => {
    const types: string[] = [];
    if (child.operation) types.push(operationType(child.operation, program));
    if (child.children.size > 0) {
      types.push(child.name);
      inner.push(...emitNamespaces(child, program));
    }
    const doc = child.operation ? operationDoc(child.operation) : `  /** \`${child.path.join(".")}.*\` */\n`;
    return `${doc}  readonly ${propertyKey(segment)}: ${types.join(" & ")};\n`;
  });
  const doc = namespace.path.length > 0 ? "" : "/** Operations under their NSIDs, bound to a client. */\n";
  return [`${doc}export interface ${namespace.name} {\n${members.join("")}}\n`, ...inner];
}

function operationDoc({ definition: { nsid, description, errors } }: Operation): string {
  const throws = errors.map(({ name, description: reason }) => ({
    tag: "throws",
    text: `{XrpcError} \`${name}\`${reason ? `: ${reason}` : ""}`,
  }));
  return docComment("  ", description?.trim() || `\`${nsid}\``, undefined, throws);
}

function operationType({ definition, local }: Operation, program: Program): string {
  const { kind, input, parameters, paging } = definition;
  const optional = (node: Node | undefined): "?" | "" => (requires(node, program) ? "" : "?");
  const argument =
    kind === "query"
      ? `params${optional(parameters)}: ${local}.Params`
      : parameters
        ? `argument: ${local}.Argument`
        : `input${input && !input.schema ? "" : optional(input?.schema)}: ${local}.Input`;
  const types = `[${argument}], ${local}.Output, ${local}.ErrorName`;
  if (paging?.items !== undefined) return `BoundPagedOperation<${types}, ${local}.Item>`;
  const pages = paging ? ` & { readonly pages: BoundPagedOperation<${types}, never>["pages"] }` : "";
  return `BoundOperation<${types}>${pages}`;
}

/** Whether a value of this schema must be given: all but objects without required properties. */
function requires(node: Node | undefined, program: Program): boolean {
  if (node === undefined) return false;
  if (node.kind === "object") return node.properties.some(({ required }) => required);
  if (node.kind !== "ref") return true;
  const target = program.definitions.get(node.target);
  return target?.kind === "type" ? requires(target.node, program) : true;
}

/** The intermediate form: lexicon documents, checked, with every reference resolved to a full name. */

/** The full name of a definition: `nsid#name`, also for the main one. */
export type DefinitionId = `${string}#${string}`;

export interface Document {
  readonly nsid: string;
  readonly description?: string | undefined;
  readonly definitions: readonly Definition[];
}

interface DefinitionBase {
  readonly id: DefinitionId;
  readonly nsid: string;
  /** The name inside the document; `main` for the main definition. */
  readonly name: string;
  readonly description?: string | undefined;
}

export interface TypeDefinition extends DefinitionBase {
  readonly kind: "type";
  readonly node: Node;
}

export interface RecordDefinition extends DefinitionBase {
  readonly kind: "record";
  readonly key: string;
  readonly node: ObjectNode;
}

export interface Body {
  readonly encoding: string;
  readonly description?: string | undefined;
  readonly schema?: Node | undefined;
}

export interface DeclaredError {
  readonly name: string;
  readonly description?: string | undefined;
}

export interface OperationDefinition extends DefinitionBase {
  readonly kind: "query" | "procedure";
  readonly parameters?: ObjectNode | undefined;
  readonly input?: Body | undefined;
  readonly output?: Body | undefined;
  readonly errors: readonly DeclaredError[];
  readonly paging?: Paging | undefined;
}

/** How an operation pages: the cursor goes into its parameters or its input. */
export interface Paging {
  readonly cursor: "parameters" | "input";
  /** The output's property; none where there are several arrays and nobody said which it is. */
  readonly items: string | undefined;
}

export interface SubscriptionDefinition extends DefinitionBase {
  readonly kind: "subscription";
  readonly parameters?: ObjectNode | undefined;
  readonly message?: Node | undefined;
  readonly errors: readonly DeclaredError[];
}

export interface PermissionSetDefinition extends DefinitionBase {
  readonly kind: "permission-set";
  /** As the document has it: title, detail, permissions. */
  readonly body: { readonly [key: string]: unknown };
}

export type Definition =
  | TypeDefinition
  | RecordDefinition
  | OperationDefinition
  | SubscriptionDefinition
  | PermissionSetDefinition;

interface NodeBase {
  readonly description?: string | undefined;
}

export interface StringNode extends NodeBase {
  readonly kind: "string";
  readonly format?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minGraphemes?: number | undefined;
  readonly maxGraphemes?: number | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly knownValues?: readonly string[] | undefined;
  readonly const?: string | undefined;
  readonly default?: string | undefined;
}

export interface IntegerNode extends NodeBase {
  readonly kind: "integer";
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly enum?: readonly number[] | undefined;
  readonly const?: number | undefined;
  readonly default?: number | undefined;
}

export interface BooleanNode extends NodeBase {
  readonly kind: "boolean";
  readonly const?: boolean | undefined;
  readonly default?: boolean | undefined;
}

export interface BytesNode extends NodeBase {
  readonly kind: "bytes";
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}

export interface CidLinkNode extends NodeBase {
  readonly kind: "cid-link";
}

export interface BlobNode extends NodeBase {
  readonly kind: "blob";
  readonly accept?: readonly string[] | undefined;
  readonly maxSize?: number | undefined;
}

export interface UnknownNode extends NodeBase {
  readonly kind: "unknown";
}

export interface TokenNode extends NodeBase {
  readonly kind: "token";
}

export interface ArrayNode extends NodeBase {
  readonly kind: "array";
  readonly items: Node;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}

export interface RefNode extends NodeBase {
  readonly kind: "ref";
  readonly target: DefinitionId;
}

export interface UnionNode extends NodeBase {
  readonly kind: "union";
  readonly targets: readonly DefinitionId[];
  readonly closed: boolean;
}

export interface Property {
  readonly name: string;
  readonly node: Node;
  readonly required: boolean;
  readonly nullable: boolean;
}

export interface ObjectNode extends NodeBase {
  readonly kind: "object";
  readonly properties: readonly Property[];
}

export type Node =
  | StringNode
  | IntegerNode
  | BooleanNode
  | BytesNode
  | CidLinkNode
  | BlobNode
  | UnknownNode
  | TokenNode
  | ArrayNode
  | RefNode
  | UnionNode
  | ObjectNode;

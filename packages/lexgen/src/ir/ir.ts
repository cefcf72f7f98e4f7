/** The intermediate form: lexicon documents, checked, with every reference resolved to a full name. */

/** The full name of a definition: `nsid#name`, also for the main one. */
export type DefinitionId = `${string}#${string}`;

export interface Document {
  /** The NSID of the lexicon. */
  readonly nsid: string;
  /** What the lexicon says about itself. */
  readonly description?: string | undefined;
  /** The definitions, by name. */
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
  /** What a value has to look like. */
  readonly node: Node;
}

export interface RecordDefinition extends DefinitionBase {
  readonly kind: "record";
  /** The kind of record keys. */
  readonly key: string;
  /** What a value has to look like. */
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
  /** Which kind of operation this is. */
  readonly kind: "query" | "procedure";
  /** What it takes in the URL. */
  readonly parameters?: ObjectNode | undefined;
  /** What it takes as its body. */
  readonly input?: Body | undefined;
  /** What it returns. */
  readonly output?: Body | undefined;
  /** The errors that it declares. */
  readonly errors: readonly DeclaredError[];
  /** How it pages, if it does. */
  readonly paging?: Paging | undefined;
}

/** How an operation pages: the cursor goes into its parameters or its input. */
export interface Paging {
  /** Where the cursor is. */
  readonly cursor: "parameters" | "input";
  /** The output's property; none where there are several arrays and nobody said which it is. */
  readonly items: string | undefined;
}

export interface SubscriptionDefinition extends DefinitionBase {
  readonly kind: "subscription";
  /** What it takes in the URL. */
  readonly parameters?: ObjectNode | undefined;
  /** What a message has to look like. */
  readonly message?: Node | undefined;
  /** The errors that it declares. */
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
  /** The name of the property. */
  readonly name: string;
  /** What a value has to look like. */
  readonly node: Node;
  /** Whether the property must be there. */
  readonly required: boolean;
  /** Whether it may be `null`. */
  readonly nullable: boolean;
}

export interface ObjectNode extends NodeBase {
  readonly kind: "object";
  /** The properties, in the lexicon's order. */
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

import type { Definition, Node } from "bluesky-lexgen";

export type Scope = "operations" | "components";

/** The schemas of an operation that have names of their own, as its module calls their types. */
export type Part = "Params" | "Input" | "Output" | "Message";

/** Where a schema is: the key of the table of short names, and of what a model is a name of. */
interface ModelBase {
  readonly scope: Scope;
  readonly name: string;
  /** The document. */
  readonly nsid: string;
  /** What it is a name of: `nsid#definition/property`, `nsid/output/property`. */
  readonly owner: string;
  readonly description: string | undefined;
}

/** Another name of a definition that has type and schema already. */
export interface DefinitionModel extends ModelBase {
  readonly kind: "definition";
  readonly definition: Definition;
}

/** Parameters, input, output or message of an operation. */
export interface BodyModel extends ModelBase {
  readonly kind: "body";
  readonly part: Part;
  readonly node: Node;
}

/** `{ result: <output> }`, of an operation that pages. */
export interface ResponseModel extends ModelBase {
  readonly kind: "response";
  readonly node: Node;
}

/** An enum or a union; the type is reached through that of its owner. */
export interface ValueModel extends ModelBase {
  readonly kind: "enum" | "union";
  readonly node: Node;
  /** The operation's part it is in; undefined in a definition. */
  readonly part: Part | undefined;
  /** The definition it is in. */
  readonly definition: Definition;
  /** What to do with the type of the part or definition to get at it, from the outside in. */
  readonly steps: readonly Step[];
}

/** A property (that may be missing or null), or the item of a list. */
export type Step = { readonly property: string; readonly certain: boolean } | "item";

export type Model = DefinitionModel | BodyModel | ResponseModel | ValueModel;

/** A schema of a lexicon, as far as a form is made of it. References are whole ids: `com.example.defs#thing`. */
export interface Schema {
  readonly type: string;
  readonly description?: string;
  readonly format?: string;
  readonly const?: string | number | boolean;
  readonly default?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly knownValues?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minGraphemes?: number;
  readonly maxGraphemes?: number;
  readonly accept?: readonly string[];
  readonly maxSize?: number;
  readonly items?: Schema;
  readonly ref?: string;
  readonly refs?: readonly string[];
  readonly closed?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly nullable?: readonly string[];
}

/** What is known of every operation before one is chosen. */
export interface OperationSummary {
  readonly nsid: string;
  readonly kind: "query" | "procedure" | "subscription";
  /** The first sentence of its description. */
  readonly title: string;
}

/** What is loaded first: what can be chosen. */
export interface Index {
  readonly operations: readonly OperationSummary[];
  /** The collections whose records have a lexicon. */
  readonly records: readonly string[];
}

/** An operation, as far as a form and code are made of it. */
export interface CollectedOperation {
  readonly kind: OperationSummary["kind"];
  readonly description?: string;
  readonly params?: Schema;
  readonly input?: { readonly encoding: string; readonly schema?: Schema };
  /** The media type of the answer, where there is one. */
  readonly output?: string;
  readonly errors?: readonly { readonly name: string; readonly description?: string }[];
}

/** What is loaded when an operation or a record of a namespace is chosen. */
export interface CollectedNamespace {
  readonly operations: Readonly<Record<string, CollectedOperation>>;
  readonly records: Readonly<Record<string, Schema>>;
  /** What these refer to, by id. */
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** The namespace of an NSID: all but its last segment. */
export function namespaceOf(nsid: string): string {
  return nsid.slice(0, nsid.lastIndexOf("."));
}

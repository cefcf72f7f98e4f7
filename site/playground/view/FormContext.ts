import type { FormNode, ObjectNode } from "../form/FormNode.ts";
import type { Schema } from "../lexicons/Collected.ts";

/** What the fields of a form have in common. */
export interface FormContext {
  /** Called when something was entered; with the field, when it has been left. */
  changed(left?: FormNode): void;
  /** How to show what is wrong with a field, by field. */
  readonly errors: Map<FormNode, FieldErrors>;
  /** What may be meant: the account that is logged in. */
  suggest(schema: Schema): readonly string[];
  /** Collections whose records have a lexicon. */
  readonly records: readonly string[];
  /** Makes the fields of a collection's record. */
  loadRecord(collection: string): Promise<ObjectNode>;
}

/** Where the mistakes of a field are shown. */
export interface FieldErrors {
  /** What is focused to correct it. */
  readonly control: HTMLElement;
  show(messages: readonly string[]): void;
}

/** How a field is presented. */
export interface FieldLabel {
  readonly name: string;
  readonly required: boolean;
}

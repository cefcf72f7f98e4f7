import type { Check } from "./Check.ts";
import { CompiledSchema, type Schema } from "./Schema.ts";

/** The schema of a record: what `bluesky/records` creates, reads and writes. */
export interface RecordSchema<T> extends Schema<T> {
  /** The collection. */
  readonly nsid: string;
  /** Which record keys the lexicon asks for: `tid`, `any`, `nsid` or `literal:...`. */
  readonly key: string;
}

class CompiledRecordSchema<T> extends CompiledSchema<T> implements RecordSchema<T> {
  readonly key: string;

  constructor(nsid: string, check: Check, key: string) {
    super(nsid, check);
    this.key = key;
  }

  get nsid(): string {
    return this.id;
  }
}

/** Makes a record's schema of a compiled check. Called by generated code. */
export function recordSchema<T>(nsid: string, check: Check, key: string): RecordSchema<T> {
  return new CompiledRecordSchema<T>(nsid, check, key);
}

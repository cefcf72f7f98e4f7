import type { Check } from "./checks/Check.ts";
import { checkRecordData } from "./checks/checkData.ts";
import { type Schema, schema } from "./Schema.ts";

/** The schema of a record, for the functions of `bluesky/records`. */
export interface RecordSchema<T> extends Schema<T> {
  /** The collection. */
  readonly nsid: string;
  /** Which record keys the lexicon allows: `tid`, `any`, `nsid` or `literal:...`. */
  readonly key: string;
  /** Whether its lexicon requires `createdAt`, which `create` then fills in. */
  readonly dated: boolean;
}

/** Makes a record's schema of a compiled check. Called by generated code. */
export function recordSchema<T>(nsid: string, check: Check, key: string, dated = false): RecordSchema<T> {
  return Object.assign(schema<T>(nsid, check, checkRecordData), { nsid, key, dated });
}

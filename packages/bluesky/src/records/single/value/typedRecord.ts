import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import { checkSchema } from "./checkSchema.ts";

/**
 * A copy of a record with its `$type`, which may be left out, or undefined.
 *
 * @throws {InvalidOptionError}
 * @throws {ValidationError} if it is not a plain object: a copy of an array, a `Map` or a string would be a different
 *   record
 */
export function typedRecord(schema: RecordSchema<unknown>, record: object): { [key: string]: unknown } {
  checkSchema(schema);
  // Where the schema asks for nothing, the data model still does.
  if (!isPlain(record)) schema.parse(record, { level: "strict" });
  const value: { [key: string]: unknown } = { $type: schema.nsid, ...record };
  if (value.$type === undefined) value.$type = schema.nsid;
  return value;
}

function isPlain(record: unknown): boolean {
  if (typeof record !== "object" || record === null) return false;
  const prototype: unknown = Object.getPrototypeOf(record);
  // Objects of other realms have another Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

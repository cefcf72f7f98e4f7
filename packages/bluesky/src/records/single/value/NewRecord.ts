import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import { typedRecord } from "./typedRecord.ts";

/** A record that is to be created: its `createdAt` may be left out where its type requires one, and is filled in. */
export type NewRecord<T> = T extends { createdAt: string }
  ? Omit<T, "createdAt"> & { createdAt?: string | undefined }
  : T;

/**
 * Fills in what a new record lacks: its `$type`, and its `createdAt` where the lexicon requires one.
 *
 * @param moment milliseconds since 1970
 * @throws {ValidationError} if it is not a plain object
 */
export function completeRecord(
  schema: RecordSchema<unknown>,
  record: object,
  moment: number,
): { [key: string]: unknown } {
  const value = typedRecord(schema, record);
  return schema.dated && value.createdAt === undefined
    ? { ...value, createdAt: new Date(moment).toISOString() }
    : value;
}

/**
 * When a record of several was created that are made at one moment: each a millisecond after the one before it, the last at that
 * moment. So they sort in the order in which they were given, and none comes from the future.
 */
export function momentOf(moment: number, index: number, count: number): number {
  return moment - (count - 1 - index);
}

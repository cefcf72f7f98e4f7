import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { callerOf } from "../limits/callerOf.ts";
import { typedRecord } from "./typedRecord.ts";

/**
 * Fills a record's `$type` in and holds it to its schema, as strictly as the call or its client has it.
 *
 * @throws {ValidationError}
 */
export function prepareRecord(
  client: ClientLike,
  schema: RecordSchema<unknown>,
  record: object,
  { validate = callerOf(client).options.validate }: CallOptions,
): { [key: string]: unknown } {
  const value = typedRecord(schema, record);
  const level = validate !== false && (validate?.request ?? "strict");
  if (level) schema.parse(value, { level });
  return value;
}

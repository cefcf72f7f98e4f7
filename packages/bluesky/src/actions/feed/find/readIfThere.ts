import { getRecord } from "../../../lexicons/com/atproto/repo/getRecord.ts";
import { get } from "../../../records/single/get.ts";
import type { ReadRecord } from "../../../records/single/RecordResult.ts";
import type { RecordTarget } from "../../../records/single/RecordTarget.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";

/**
 * Reads a record.
 *
 * @returns undefined where there is none
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function readIfThere<T>(
  client: ClientLike,
  schema: RecordSchema<T>,
  target: RecordTarget,
  options: CallOptions,
): Promise<ReadRecord<T> | undefined> {
  try {
    return await get(client, schema, target, options);
  } catch (error) {
    if (getRecord.isError(error, "RecordNotFound")) return undefined;
    throw error;
  }
}

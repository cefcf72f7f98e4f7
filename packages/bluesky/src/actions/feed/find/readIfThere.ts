import { findRecord } from "../../../records/single/outcome/findRecord.ts";
import type { RecordPlace } from "../../../records/single/outcome/WrittenState.ts";
import type { ReadRecord } from "../../../records/single/RecordResult.ts";
import { readRecord } from "../../../records/single/value/readRecord.ts";
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
  { repo, rkey }: Omit<RecordPlace, "collection">,
  options: CallOptions,
): Promise<ReadRecord<T> | undefined> {
  const found = await findRecord(client, { repo, collection: schema.nsid, rkey }, options);
  if (!found) return undefined;
  const read = readRecord(client, schema, found.value, options);
  if ("error" in read) throw read.error;
  return { uri: found.uri, cid: found.cid ?? "", rkey, value: read.value };
}

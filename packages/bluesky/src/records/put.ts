import { putRecord } from "../lexicons/com/atproto/repo/putRecord.ts";
import type { RecordSchema } from "../schema/RecordSchema.ts";
import type { ClientLike } from "../xrpc/Client.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { prepareRecord } from "./prepareRecord.ts";
import type { WriteOptions } from "./RecordOptions.ts";
import { type WrittenRecord, writtenAt } from "./RecordResult.ts";
import { settleWrites } from "./settleWrites.ts";

export interface PutOptions extends WriteOptions {
  /** The record's key. It may be left out where the lexicon fixes it. */
  readonly rkey?: string | undefined;
  /** The CID of the version that is replaced, or `null` where there must be none: else the write fails with `InvalidSwap`. */
  readonly swapRecord?: string | null | undefined;
}

/**
 * Writes a record, whether or not there is one under its key.
 *
 * @throws ValidationError, RecordsError, CallError (`write_outcome_unknown`)
 * @example
 * ```ts
 * const { value, cid } = await get(client, Profile, {});
 * await put(client, Profile, { ...value, displayName: "Alice" }, { swapRecord: cid });
 * ```
 */
export async function put<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  record: NoInfer<T>,
  options: PutOptions = {},
): Promise<WrittenRecord> {
  const { serverValidation: validate, swapCommit, swapRecord } = options;
  const at = {
    repo: chooseRepo(client, options.repo),
    collection: schema.nsid,
    rkey: chooseRecordKey(schema, options.rkey),
  };
  const value = prepareRecord(client, schema, record, options);
  const settle = settleWrites(client, [{ ...at, value }], options, writtenAt);
  const input = { ...at, record: value, validate, swapCommit, swapRecord };
  const output = await putRecord(client, input, { ...options, settle });
  return { ...output, rkey: at.rkey };
}

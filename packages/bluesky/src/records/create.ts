import { createRecord } from "../lexicons/com/atproto/repo/createRecord.ts";
import type { RecordSchema } from "../schema/RecordSchema.ts";
import { nextTid } from "../syntax/tid.ts";
import type { ClientLike } from "../xrpc/Client.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { prepareRecord } from "./prepareRecord.ts";
import type { WriteOptions } from "./RecordOptions.ts";
import { type WrittenRecord, writtenAt } from "./RecordResult.ts";
import { settleWrites } from "./settleWrites.ts";

export interface CreateOptions extends WriteOptions {
  /**
   * The record's key.
   *
   * @default what the lexicon fixes, or a new TID. Where it asks for an NSID it must be given
   */
  readonly rkey?: string | undefined;
}

/**
 * Creates a record. Its `$type` is filled in; it is validated strictly; its key is chosen before it is sent: where
 * an answer is lost, the record is looked for, so that nothing is created twice.
 *
 * @throws ValidationError, RecordsError, CallError (`write_outcome_unknown`)
 * @example
 * ```ts
 * const { uri } = await create(client, Post, { text: "hi", createdAt: now() });
 * ```
 */
export async function create<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  record: NoInfer<T>,
  options: CreateOptions = {},
): Promise<WrittenRecord> {
  const { serverValidation: validate, swapCommit } = options;
  const at = {
    repo: chooseRepo(client, options.repo),
    collection: schema.nsid,
    rkey: chooseRecordKey(schema, options.rkey, nextTid),
  };
  const value = prepareRecord(client, schema, record, options);
  const settle = settleWrites(client, [{ ...at, value }], options, writtenAt);
  const output = await createRecord(client, { ...at, record: value, validate, swapCommit }, { ...options, settle });
  return { ...output, rkey: at.rkey };
}

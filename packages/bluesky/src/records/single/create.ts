import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { nextTid } from "../../syntax/tid.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import type { RepoOptions, WriteOptions } from "./RecordOptions.ts";
import type { WrittenRecord } from "./RecordResult.ts";
import { settleWrites, toWriteOutput } from "./settleWrites.ts";
import { completeRecord, type NewRecord } from "./value/NewRecord.ts";
import { prepareRecord } from "./value/prepareRecord.ts";

/** Options of {@link create}. */
export interface CreateOptions extends WriteOptions, RepoOptions {
  /**
   * The record's key.
   *
   * @default what the lexicon fixes, or a new TID. Where it asks for an NSID it must be given
   */
  readonly rkey?: string | undefined;
}

/**
 * Creates a record. Its `$type` is filled in, and its `createdAt` where the lexicon requires one; it is validated strictly; its
 * key is chosen before it is sent: where an answer is lost, the record is looked for, so that nothing is created twice.
 *
 * @throws ValidationError, RecordsError, CallError (`write_outcome_unknown`)
 * @example
 * ```ts
 * const { uri } = await create(client, Post, { text: "hi" });
 * ```
 */
export async function create<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  record: NoInfer<NewRecord<T>>,
  options: CreateOptions = {},
): Promise<WrittenRecord> {
  const { serverValidation: validate, swapCommit } = options;
  const rkey = chooseRecordKey(schema, options.rkey, nextTid);
  const value = prepareRecord(client, schema, completeRecord(schema, record, Date.now()), options);
  const at = { repo: await chooseRepo(client, options.repo, options), collection: schema.nsid, rkey };
  const settle = settleWrites(client, [{ ...at, value }], options, toWriteOutput);
  const output = await createRecord(client, { ...at, record: value, validate, swapCommit }, { ...options, settle });
  return { ...output, rkey };
}

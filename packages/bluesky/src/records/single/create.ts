import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { chooseNewKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { byCid } from "./outcome/byCid.ts";
import { toWriteOutput, writeOnce } from "./outcome/writeOnce.ts";
import type { RepoOptions, WriteOptions } from "./RecordOptions.ts";
import type { WrittenRecord } from "./RecordResult.ts";
import { completeRecord, type NewRecord } from "./value/NewRecord.ts";
import { prepareRecord } from "./value/prepareRecord.ts";

/** Options of {@link create}. */
export interface CreateOptions extends WriteOptions, RepoOptions {
  /**
   * The record's key.
   *
   * @default the key that the lexicon prescribes, or a new TID. If it requires an NSID, the key has to be given
   */
  readonly rkey?: string | undefined;
}

/**
 * Creates a record. Fills in its `$type`, and its `createdAt` if the lexicon requires one, and validates it strictly.
 * The record key is chosen before anything is sent: if the response is lost, the record is looked for, so nothing is
 * created twice.
 *
 * @throws {ValidationError}
 * @throws {RecordsError}
 * @throws {CallError} `write_outcome_unknown`
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
  const { rkey, keyMade } = chooseNewKey(schema, options.rkey);
  const value = prepareRecord(client, schema, completeRecord(schema, record, Date.now()), options);
  const { repo, rest } = await chooseRepo(client, options.repo, options, createRecord);
  const place = { repo, collection: schema.nsid, rkey };
  const input = { ...place, record: value, validate, swapCommit };
  const output = await writeOnce(client, [{ ...place, action: "create", keyMade }], rest, {
    recognition: byCid,
    send: (settling) => createRecord(client, input, settling),
    toOutput: toWriteOutput,
  });
  return { ...output, rkey };
}

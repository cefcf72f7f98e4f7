import { createRecord } from "../lexicons/com/atproto/repo/createRecord.ts";
import type { RecordSchema } from "../schema/RecordSchema.ts";
import { nextTid } from "../syntax/tid.ts";
import type { ClientLike } from "../xrpc/Client.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { prepareRecord } from "./prepareRecord.ts";
import { toCallOptions, type WriteOptions } from "./RecordOptions.ts";
import { toRecordKey, type WrittenRecord } from "./RecordResult.ts";

export interface CreateOptions extends WriteOptions {
  /**
   * The record's key.
   *
   * @default what the lexicon fixes, or a new TID. Where it asks for an NSID it must be given
   */
  readonly rkey?: string | undefined;
}

/**
 * Creates a record. Its `$type` is filled in; it is validated strictly; its key is chosen before it is sent.
 *
 * @throws ValidationError, RecordsError, CallError
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
  const input = {
    repo: chooseRepo(client, options.repo),
    collection: schema.nsid,
    rkey: chooseRecordKey(schema, options.rkey, nextTid),
    record: prepareRecord(client, schema, record, options),
    validate: options.serverValidation,
    swapCommit: options.swapCommit,
  };
  const output = await createRecord(client, input, toCallOptions(options));
  return { ...output, rkey: toRecordKey(output.uri) };
}

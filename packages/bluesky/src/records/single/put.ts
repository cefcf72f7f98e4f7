import { putRecord } from "../../lexicons/com/atproto/repo/putRecord.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { byCid } from "./outcome/byCid.ts";
import { toWriteOutput, writeOnce } from "./outcome/writeOnce.ts";
import type { WriteOptions } from "./RecordOptions.ts";
import type { WrittenRecord } from "./RecordResult.ts";
import { type RecordTarget, resolveTarget } from "./RecordTarget.ts";
import { prepareRecord } from "./value/prepareRecord.ts";

/** Options of {@link put}. */
export interface PutOptions extends WriteOptions {
  /**
   * The CID of the version to replace, or `null` if there must not be one. Otherwise the write fails with
   * `InvalidSwap`.
   */
  readonly swapRecord?: string | null | undefined;
}

/**
 * Writes a record, whether or not there is one under its key. To change an existing record, `update` is safer.
 *
 * @throws {ValidationError}
 * @throws {RecordsError}
 * @throws {CallError} `InvalidSwap`, `write_outcome_unknown`
 * @example
 * ```ts
 * await put(client, Profile, {}, { displayName: "Alice" });
 * ```
 */
export async function put<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  target: RecordTarget,
  record: NoInfer<T>,
  options: PutOptions = {},
): Promise<WrittenRecord> {
  const { serverValidation: validate, swapCommit, swapRecord } = options;
  const value = prepareRecord(client, schema, record, options);
  const { place, rest } = await resolveTarget(client, schema, target, { options, operation: putRecord });
  const input = { ...place, record: value, validate, swapCommit, swapRecord };
  const output = await writeOnce(client, [{ ...place, action: "update", replaced: swapRecord }], rest, {
    recognition: byCid,
    send: (settling) => putRecord(client, input, settling),
    toOutput: toWriteOutput,
  });
  return { ...output, rkey: place.rkey };
}

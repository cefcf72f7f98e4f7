import type { CommitMeta } from "../../lexicons/com/atproto/repo/defs.ts";
import { deleteRecord as remove } from "../../lexicons/com/atproto/repo/deleteRecord.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { byCid } from "./outcome/byCid.ts";
import { writeOnce } from "./outcome/writeOnce.ts";
import { type RecordTarget, resolveTarget } from "./RecordTarget.ts";

/** Options of {@link deleteRecord}. */
export interface DeleteOptions extends CallOptions {
  /** The CID of the version to delete. If the current one differs, the write fails with `InvalidSwap`. */
  readonly swapRecord?: string | undefined;
  /** The CID of the repository's last commit. If there is a later one, the write fails with `InvalidSwap`. */
  readonly swapCommit?: string | undefined;
}

/**
 * Deletes a record. It is not an error if there is none.
 *
 * @throws {RecordsError}
 * @throws {CallError} `InvalidSwap`, `write_outcome_unknown`
 * @example
 * ```ts
 * if (post.viewer?.like) await deleteRecord(client, Like, post.viewer.like);
 * ```
 */
export async function deleteRecord(
  client: ClientLike,
  schema: RecordSchema<unknown>,
  target: RecordTarget,
  options: DeleteOptions = {},
): Promise<{ readonly commit?: CommitMeta | undefined }> {
  const { swapRecord, swapCommit } = options;
  const { place, rest } = await resolveTarget(client, schema, target, { options, operation: remove });
  return writeOnce(client, [{ ...place, action: "delete", replaced: swapRecord }], rest, {
    recognition: byCid,
    send: (settling) => remove(client, { ...place, swapRecord, swapCommit }, settling),
    toOutput: (): remove.Output => ({}),
  });
}

import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import { storedForm } from "../../records/single/outcome/storedForm.ts";
import { update } from "../../records/single/update.ts";
import type { NewRecord } from "../../records/single/value/NewRecord.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { buildAtUri } from "../../syntax/atUri.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { Done } from "./Done.ts";

/** How a record is changed. */
export interface RecordChange<T> {
  /** Gets the record, and gives it as it is to be; the same, or nothing, leaves it as it is. */
  change(value: T): T | undefined | Promise<T | undefined>;
  /** What it is changed from where there is none yet. Without it, that is an error. */
  readonly initial?: NewRecord<T> | undefined;
  /** The options of the next call. */
  left(): CallOptions;
}

/**
 * Changes a record that an action keeps: reads it, has it changed, writes it in place of the version that was read, and again where
 * somebody else was faster. What others change of it at the same time is kept; after a read that failed nothing is written; what is
 * so already is not written again.
 *
 * @throws {ValidationError}
 * @throws {CallError} `RecordNotFound` where there is none, and nothing to begin with
 * @throws {unknown} what `change` throws
 */
export async function changeRecord<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  { repo, rkey }: { readonly repo: string; readonly rkey: string },
  { change, initial, left }: RecordChange<T>,
): Promise<Done> {
  let done = false;
  const changeIfNew = async (value: T): Promise<T | undefined> => {
    const changed = await change(value);
    done = changed !== undefined && changed !== value && !isSame(changed, value);
    return done ? changed : undefined;
  };
  try {
    const { uri } = await update<T>(client, schema, { repo, rkey }, changeIfNew, { ...left(), initial });
    return { uri, done };
  } catch (error) {
    // There is none, and none is needed.
    if (done || initial === undefined || !getRecord.isError(error, "RecordNotFound")) throw error;
    return { uri: buildAtUri({ authority: repo, collection: schema.nsid, rkey }), done: false };
  }
}

/** Whether two values are stored as the same record. Those of which that cannot be told are not. */
function isSame(one: object, other: object): boolean {
  const form = storedForm(one);
  return form !== undefined && form === storedForm(other);
}

import { cidForRecord } from "../../data/cidFor.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import { putRecord } from "../../lexicons/com/atproto/repo/putRecord.ts";
import { sleep } from "../../platform/abort/sleep.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { type XrpcError, xrpcError } from "../../xrpc/errors/XrpcError.ts";
import { get } from "./get.ts";
import { callerOf } from "./limits/callerOf.ts";
import { waitFor } from "./limits/waitFor.ts";
import { byCid } from "./outcome/byCid.ts";
import type { RecordPlace } from "./outcome/WrittenState.ts";
import { toWriteOutput, writeOnce } from "./outcome/writeOnce.ts";
import type { ReadRecord, UpdatedRecord } from "./RecordResult.ts";
import { type RecordTarget, resolveTarget } from "./RecordTarget.ts";
import { completeRecord, type NewRecord } from "./value/NewRecord.ts";
import { prepareRecord } from "./value/prepareRecord.ts";

/** Options of {@link update}. `timeout` and `deadline` apply to each of its calls. */
export interface UpdateOptions<T> extends CallOptions {
  /**
   * How often to read and write the record at most, if others write it at the same time.
   *
   * @default 5
   */
  readonly attempts?: number | undefined;
  /**
   * The value to change if there is no record yet.
   *
   * @default none: the update rejects with `RecordNotFound`
   */
  readonly initial?: NewRecord<T> | undefined;
  /**
   * Whether the server validates the record, as in `put`. With `false`, the server does not report that somebody else
   * has written the same value at the same time, and one change counts for both.
   */
  readonly serverValidation?: boolean | undefined;
}

/** The longest wait after the first conflict, in milliseconds. It grows threefold from one to the next. */
const PAUSE = 100;

/**
 * Changes a record: reads it, calls `change` for the new value, and writes that if the record has not changed since. If
 * somebody else was faster, it starts over. So no concurrent change is lost.
 *
 * If the response to a write is lost, the record is looked for. If it has the value that was written, the write counts
 * as made. If it has a third value, nobody can know, and the update fails with `write_outcome_unknown`.
 *
 * @param change gets the value and returns the new one. It may be called several times. If it returns the same object,
 * or nothing, the record stays as it is. Do not change the value in place.
 * @returns the record as it is now
 * @throws {ValidationError}
 * @throws {RecordsError}
 * @throws {CallError} `RecordNotFound`; `InvalidSwap` if somebody else was faster in every attempt;
 *   `write_outcome_unknown`
 * @throws {AbortedError}
 * @throws {unknown} what `change` throws
 * @example
 * ```ts
 * await update(client, Profile, {}, (profile) => ({ ...profile, description: "I moved" }), { initial: {} });
 * ```
 */
export async function update<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  target: RecordTarget,
  change: (value: T) => NoInfer<T> | undefined | Promise<NoInfer<T> | undefined>,
  options: UpdateOptions<NoInfer<T>> = {},
): Promise<UpdatedRecord<T>> {
  if (typeof change !== "function") {
    throw invalidOption("change", `Expected a function that returns the new value, got ${typeOf(change)}.`);
  }
  const { attempts = 5, signal } = options;
  const { place } = await resolveTarget(client, schema, target, { options, operation: getRecord });
  for (let attempt = 1; ; attempt++) {
    const { found, missing, value } = await read(client, schema, place, options);
    const changed = await waitFor(
      () => change(value),
      signal,
      `the update of ${schema.nsid}/${place.rkey} was aborted`,
    );
    if (found && (changed === undefined || changed === value)) return found;
    if (changed === undefined) throw missing;
    try {
      return await replace(client, schema, place, found, changed, options);
    } catch (error) {
      if (attempt >= attempts || !putRecord.isError(error, "InvalidSwap")) throw error;
    }
    // Where it is aborted, the next call says so.
    await sleep(Math.random() * PAUSE * 3 ** (attempt - 1), signal);
  }
}

/** The record as it is, or what there is to begin with. */
async function read<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  place: RecordPlace,
  options: UpdateOptions<T>,
): Promise<{ readonly found?: ReadRecord<T>; readonly missing?: unknown; readonly value: T }> {
  try {
    const { cid, ...record } = await get(client, schema, place, options);
    // Not every server says it.
    const found = { ...record, cid: cid || (await cidForRecord(record.value)) };
    return { found, value: found.value };
  } catch (missing) {
    const { initial } = options;
    if (initial === undefined || !getRecord.isError(missing, "RecordNotFound")) throw missing;
    // What it lacked of a T is filled in.
    return { missing, value: completeRecord(schema, initial, Date.now()) as T };
  }
}

/** Writes a new value in place of the version that was read. */
async function replace<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  place: RecordPlace,
  found: ReadRecord<T> | undefined,
  changed: T,
  options: UpdateOptions<T>,
): Promise<UpdatedRecord<T>> {
  const record = prepareRecord(client, schema, changed, options);
  const swapRecord = found?.cid ?? null;
  const input = { ...place, record, validate: options.serverValidation, swapRecord };
  let wasInDoubt = false;
  const output: putRecord.Output = await writeOnce(
    client,
    [{ ...place, action: "update", replaced: swapRecord }],
    options,
    {
      recognition: byCid,
      send: ({ settle, ...how }) =>
        putRecord(client, input, {
          ...how,
          settle: (...ended) => {
            wasInDoubt = true;
            return settle(...ended);
          },
        }),
      toOutput: toWriteOutput,
    },
  );
  if (!wasInDoubt && isUnchanged(output) && output.cid !== swapRecord) throw conflict(client, output.uri);
  return { ...output, rkey: place.rkey, value: record as T }; // what was valid, with its `$type`
}

/**
 * Whether a server has written nothing, because the record had that value. It looks at this before it looks at `swapRecord`: so
 * of two who write the same value in place of the same version both succeed, and only the answer tells that one came
 * too late. Servers that know `commit` know `validationStatus`; of others it is not known.
 */
function isUnchanged({ commit, validationStatus }: putRecord.Output): boolean {
  return commit === undefined && validationStatus !== undefined;
}

/** What a server answers to a write that came too late. */
function conflict(client: ClientLike, uri: string): XrpcError {
  const { session } = callerOf(client);
  const reason = `somebody else has written the same value to ${uri}`;
  const about = {
    code: "xrpc_error",
    message: `InvalidSwap: ${reason}`,
    status: 400,
    error: "InvalidSwap",
    reason,
  } as const;
  return xrpcError({ nsid: putRecord.nsid, method: "POST", session }, about);
}

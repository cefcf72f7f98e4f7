import { reasonOf } from "../../../errors/createError.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { Call, CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { WriteOutcomeUnknownError, writeOutcomeUnknown } from "../../../xrpc/errors/WriteOutcomeUnknownError.ts";
import { isSame } from "../entries/isSame.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import { loadEntries, toOwnServer } from "./loadEntries.ts";

/** How often it begins again where others write while it is not known whether it was written. */
const ATTEMPTS = 5;

/** Whose preferences are changed, how, and within which limits. */
export interface EditJob {
  readonly did: string;
  readonly edit: Edit;
  /** The options of the next call. */
  left(): CallOptions;
}

/**
 * Reads the preferences, changes them, and writes what is new: it is done, or not, or it is said that nobody knows. Where no answer
 * comes they are read again: what others have written meanwhile is changed then, not written over.
 *
 * @returns whether anything was written
 * @throws {CallError} `write_outcome_unknown`
 * @throws {unknown} what the edit throws
 */
export async function writeEdit(client: ClientLike, job: EditJob): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const done = await tryEdit(client, job, attempt === ATTEMPTS);
    if (done !== undefined) return done;
  }
}

/** @returns undefined where others have written meanwhile, and it is to begin again */
async function tryEdit(
  client: ClientLike,
  { did, edit, left }: EditJob,
  isLast: boolean,
): Promise<boolean | undefined> {
  const before = await loadEntries(client, left());
  const preferences = edit(before);
  if (isSame(preferences, before)) return false;
  let doubt: { readonly call: Call; readonly cause: unknown } | undefined;
  let isOvertaken = false;

  const unknown = (call: Call, cause: unknown, reason: string): WriteOutcomeUnknownError =>
    writeOutcomeUnknown(call, { uris: [`at://${did}`], reason, cause });
  const settle = async (call: Call, cause: unknown): Promise<object | undefined> => {
    doubt = { call, cause };
    const { retry } = call.options;
    // Looking takes nothing from those who may try again.
    const how = { ...left(), retry: retry !== false && { ...retry, cost: 0 } };
    const now = await loadEntries(client, how).catch((error: unknown) => {
      throw unknown(call, cause, `looking for it failed (${reasonOf(error)})`);
    });
    if (isSame(edit(now), now)) return {};
    isOvertaken = !isSame(now, before);
    // What would be sent again is no longer right.
    if (isOvertaken) throw cause;
    return undefined;
  };

  try {
    const how = { ...toOwnServer(left()), idempotent: undefined, settle };
    await callerOf(client).call("app.bsky.actor.putPreferences", { input: { preferences } }, how);
    return true;
  } catch (error) {
    if (isOvertaken && !isLast) return undefined;
    if (!doubt || error instanceof WriteOutcomeUnknownError) throw error;
    const { call, cause } = doubt;
    // An attempt after the one in doubt was refused: that one may have been carried out since it was looked for.
    if (error !== cause && !left().signal?.aborted && (await settle(call, cause))) return true;
    throw mayFollow(cause) ? unknown(call, error, "it may still be carried out") : error;
  }
}

/** Whether a server that was given up may be at it still. */
function mayFollow(cause: unknown): boolean {
  const { code, status } = Object(cause);
  return code === "timeout" || status === 504;
}

import { reasonOf } from "../../../errors/createError.ts";
import type { Call, CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { WriteOutcomeUnknownError, writeOutcomeUnknown } from "../../../xrpc/errors/WriteOutcomeUnknownError.ts";
import { type LookUp, lookUpWrites } from "./lookUpWrites.ts";
import type { Recognition } from "./Recognition.ts";
import type { FoundRecord, WrittenState } from "./WrittenState.ts";

/** Finds out whether a write was done, as a call has it. */
type Settle = NonNullable<CallOptions["settle"]>;

/** How a commit is sent. */
export interface WriteOnce<Output> {
  readonly recognition: Recognition;
  send(options: CallOptions & { readonly settle: Settle }): Promise<Output>;
  /** Makes what the operation would have given. */
  toOutput(records: readonly (FoundRecord | undefined)[]): Output;
}

/** An attempt whose answer did not tell what became of it. */
interface Doubt {
  readonly call: Call;
  readonly cause: unknown;
  /** Why it may have been done, though its records do not show it. */
  readonly reason: string | undefined;
}

/**
 * Sends a commit. It has three outcomes: it was done, once; it was not done; or it is not known, and that is said. After an answer
 * that does not tell, the records are looked for: their keys were chosen before, so that it can be sent again where it was not
 * done.
 *
 * @throws {CallError} if the write was not made, or (`write_outcome_unknown`) it is not known whether it was
 */
export async function writeOnce<Output extends object>(
  client: ClientLike,
  writes: readonly WrittenState[],
  options: CallOptions,
  { recognition, send, toOutput }: WriteOnce<Output>,
): Promise<Output> {
  let doubt: Doubt | undefined;

  /** What it gave, where it was done. @throws {WriteOutcomeUnknownError} */
  const settle = async (call: Call, cause: unknown): Promise<Output | undefined> => {
    const unknown = (reason: string): WriteOutcomeUnknownError => outcomeUnknown(call, writes, { reason, cause });
    // As long as nothing else is known: whoever waits for it may give it up.
    doubt = { call, cause, reason: "looking for it did not end in time" };
    let found: LookUp;
    try {
      found = await lookUpWrites(client, writes, options, { call, cause, recognition });
    } catch (error) {
      const why = reasonOf(error);
      throw unknown(`looking for it failed (${why})`);
    }
    const { verdict, records } = found;
    if (verdict === "done") return toOutput(records);
    if (verdict === "unclear") throw unknown("there is neither what was there before nor what was sent");
    // It can be sent again, but if that is not to be it remains open.
    doubt = { call, cause, reason: verdict === "mixed" ? "its records contradict each other" : reasonToDoubt(cause) };
    return undefined;
  };

  try {
    // Whatever is said of it, it can be repeated: that is what the look-up is for.
    return await send({ ...options, idempotent: undefined, settle });
  } catch (error) {
    if (!doubt || error instanceof WriteOutcomeUnknownError) throw error;
    const { call, cause } = doubt;
    // An attempt after the one in doubt was refused: perhaps because of that one, done after it was looked for.
    if (error !== cause && !options.signal?.aborted) {
      const done = await settle(call, cause);
      if (done) return done;
    }
    const { reason } = doubt;
    throw reason === undefined ? error : outcomeUnknown(call, writes, { reason, cause: error });
  }
}

/** The output of an operation that writes one record. */
export function toWriteOutput([record]: readonly (FoundRecord | undefined)[]): { uri: string; cid: string } {
  return { uri: record?.uri ?? "", cid: record?.cid ?? "" };
}

/** A server that was given up may be at it still. */
function reasonToDoubt(cause: unknown): string | undefined {
  const { code, status } = Object(cause);
  return code === "timeout" || status === 504 ? "it may still be carried out" : undefined;
}

function outcomeUnknown(
  call: Call,
  writes: readonly WrittenState[],
  { reason, cause }: { readonly reason: string; readonly cause: unknown },
): WriteOutcomeUnknownError {
  const uris = writes.map(({ repo, collection, rkey }) => `at://${repo}/${collection}/${rkey}`);
  return writeOutcomeUnknown(call, { uris, reason, cause });
}

import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { writeOutcomeUnknown } from "../../xrpc/errors/WriteOutcomeUnknownError.ts";
import type { RecordPlace } from "./RecordTarget.ts";

/** A record as a write leaves it: without a value where it deletes. */
export interface WrittenState extends RecordPlace {
  readonly value?: object | undefined;
  /**
   * The CID of the version that the write replaces, `null` where it replaces none, undefined where it replaces any. Where it is
   * said, what is found must be this version or the new one: of a third one it is not known whether it came before
   * the write or after it.
   */
  readonly replaced?: string | null | undefined;
}

/** What was found of one. */
export interface FoundRecord {
  readonly uri: string;
  readonly cid?: string | undefined;
}

/** The `settle` of a call that writes. */
export type SettleWrite = NonNullable<CallOptions["settle"]>;

/**
 * Finds out whether writes of one commit were done, after an answer that does not tell: looks whether the records are as
 * the writes leave them. Where they are not, the writes were not done, and can be made again: their keys were chosen before.
 *
 * @param toOutput makes what the operation would have given
 * @throws WriteOutcomeUnknownError where nobody answers that question either
 */
export function settleWrites(
  client: ClientLike,
  writes: readonly WrittenState[],
  options: CallOptions,
  toOutput: (found: readonly (FoundRecord | undefined)[]) => object,
): SettleWrite {
  return async (call, cause) => {
    const { deadline, retry: own } = call.options;
    // Looking takes nothing from those who may try again.
    const retry = own !== false && { ...own, cost: 0 };
    const found: (FoundRecord | undefined)[] = [];
    try {
      for (const { repo, collection, rkey, value, replaced } of writes) {
        // The write and its look-up are one to whoever waits for them.
        const left = deadline && Math.max(1, deadline - performance.now() + call.startedAt);
        const how = { ...options, deadline: left, retry };
        const data = await findRecord(client, { repo, collection, rkey }, how);
        if (canonical(data?.value) !== canonical(value)) {
          if (replaced === undefined || replaced === (data?.cid ?? null)) return;
          throw cause;
        }
        found.push(data);
      }
    } catch {
      const uris = writes.map(({ repo, collection, rkey }) => `at://${repo}/${collection}/${rkey}`);
      throw writeOutcomeUnknown(call, uris, cause);
    }
    return toOutput(found);
  };
}

/** The output of an operation that wrote one record, once that was found. */
export function toWriteOutput([found]: readonly (FoundRecord | undefined)[]): object {
  return { uri: found?.uri, cid: found?.cid };
}

async function findRecord(
  client: ClientLike,
  place: RecordPlace,
  options: CallOptions,
): Promise<getRecord.Output | undefined> {
  try {
    return await getRecord(client, place, options);
  } catch (error) {
    if (getRecord.isError(error, "RecordNotFound")) return undefined;
    throw error;
  }
}

/** The JSON of a value, with its keys in order: servers do not keep theirs. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
}

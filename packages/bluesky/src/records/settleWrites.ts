import { getRecord } from "../lexicons/com/atproto/repo/getRecord.ts";
import { CallError } from "../xrpc/CallError.ts";
import type { CallOptions } from "../xrpc/CallOptions.ts";
import type { ClientLike } from "../xrpc/Client.ts";

/** A record as a write leaves it: without a value where it deletes. */
export interface WrittenState {
  readonly repo: string;
  readonly collection: string;
  readonly rkey: string;
  readonly value?: object | undefined;
}

/** What was found of one. */
export interface FoundRecord {
  readonly uri: string;
  readonly cid?: string | undefined;
}

/**
 * Finds out whether writes of one commit were done, after an answer that does not tell: looks whether the records are as
 * the writes leave them. Where they are not, the writes were not done, and can be made again: their keys were chosen before.
 *
 * @throws CallError `write_outcome_unknown` where nobody answers that question either
 */
export function settleWrites(
  client: ClientLike,
  writes: readonly WrittenState[],
  options: CallOptions,
  toOutput: (found: readonly (FoundRecord | undefined)[]) => object,
): NonNullable<CallOptions["settle"]> {
  return async (call, cause) => {
    const { deadline, retry: own } = call.options;
    // Looking takes nothing from those who may try again.
    const retry = own !== false && { ...own, cost: 0 };
    const found: (FoundRecord | undefined)[] = [];
    try {
      for (const { repo, collection, rkey, value } of writes) {
        // The write and its look-up are one to whoever waits for them.
        const left = deadline && Math.max(1, deadline - performance.now() + call.startedAt);
        const how = { ...options, deadline: left, retry };
        const { error, data } = (await getRecord.safe(client, { repo, collection, rkey }, how)) as {
          error?: Error;
          data?: getRecord.Output;
        };
        if (error && !getRecord.isError(error, "RecordNotFound")) throw error;
        if (canonical(data?.value) !== canonical(value)) return;
        found.push(data);
      }
    } catch {
      const uris = writes.map(({ repo, collection, rkey }) => `at://${repo}/${collection}/${rkey}`);
      const message = `it is not known whether it was carried out: ${uris.join(", ")}`;
      throw new CallError(call, "write_outcome_unknown", message, { uris }, cause);
    }
    return toOutput(found);
  };
}

/** The JSON of a value, with its keys in order: servers do not keep theirs. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
}

import type { Call, CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { type Evidence, evidenceOf, judge } from "./evidence.ts";
import { findRecord } from "./findRecord.ts";
import type { Recognition } from "./Recognition.ts";
import type { FoundRecord, WrittenState } from "./WrittenState.ts";

/** What is known of a commit by its records. */
export interface LookUp {
  readonly verdict: ReturnType<typeof judge>;
  /** The records, as far as the writes have left any. */
  readonly records: readonly (FoundRecord | undefined)[];
}

/**
 * Looks at the records of a commit whose answer does not tell whether it was done. They are compared with what was sent.
 *
 * @param asked.cause what the attempt ended with
 * @throws {unknown} what the lookup throws
 */
export async function lookUpWrites(
  client: ClientLike,
  writes: readonly WrittenState[],
  options: CallOptions,
  { call, cause, recognition }: { readonly call: Call; readonly cause: unknown; readonly recognition: Recognition },
): Promise<LookUp> {
  const { deadline, retry: own } = call.options;
  // Looking takes nothing from those who may try again.
  const retry = own !== false && { ...own, cost: 0 };
  const sent = recordsIn(call);
  const isAnswered = Object(cause).status === 500;
  const evidence: Evidence[] = [];
  const records: (FoundRecord | undefined)[] = [];
  for (const [i, write] of writes.entries()) {
    const { action, repo, collection, rkey, keyMade } = write;
    // What others may make of it does not matter: once it was what was sent.
    const cidSent = await recognition.cidOf(sent[i]);
    if (action !== "delete") records[i] = { uri: `at://${repo}/${collection}/${rkey}`, cid: cidSent };
    // A commit that is not done by what is known can only be shown to be done by a key that was made for it.
    if (evidence.includes("undone") && !keyMade) continue;
    // The write and its look-up are one to whoever waits for them.
    const left = deadline && Math.max(1, deadline - performance.now() + call.startedAt);
    const how = { ...options, deadline: left, retry, settle: undefined, idempotent: undefined };
    const found = await findRecord(client, write, how);
    const cid = found && (found.cid ?? (await recognition.cidOf(found.value)));
    const isSent = found && (await recognition.isStored(sent[i], found));
    evidence.push(evidenceOf(write, found && { cid, isSent }, isAnswered));
    if (found && isSent !== false) records[i] = { uri: found.uri, cid };
  }
  return {
    verdict: judge(evidence),
    records: writes.map(({ action }, i) => (action === "delete" ? undefined : records[i])),
  };
}

/** The records as they were sent: whoever has given them may have changed them since. */
function recordsIn({ body }: Call): readonly unknown[] {
  const { record, writes } = typeof body === "string" ? JSON.parse(body) : {};
  return Array.isArray(writes) ? writes.map(({ value }) => value) : [record];
}

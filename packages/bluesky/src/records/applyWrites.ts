import { applyWrites as send } from "../lexicons/com/atproto/repo/applyWrites.ts";
import type { CommitMeta } from "../lexicons/com/atproto/repo/defs.ts";
import { nextTid } from "../syntax/tid.ts";
import type { ClientLike } from "../xrpc/Client.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { prepareRecord } from "./prepareRecord.ts";
import type { WriteOptions } from "./RecordOptions.ts";
import { settleWrites } from "./settleWrites.ts";
import type { Write } from "./Write.ts";

/** What became of one write. */
export interface WriteResult {
  readonly uri: string;
  readonly rkey: string;
  /** The new version; none of a delete. */
  readonly cid?: string | undefined;
  readonly validationStatus?: "valid" | "unknown" | (string & {}) | undefined;
}

/** What became of all of them, in the order in which they were given. */
export interface ApplyWritesResult {
  readonly commit?: CommitMeta | undefined;
  readonly results: readonly WriteResult[];
}

type Sent = send.Input["writes"][number];

/**
 * Makes several writes in one commit: all of them, or none. A server takes up to 200.
 *
 * @throws ValidationError, RecordsError, CallError (`write_outcome_unknown`)
 * @example
 * ```ts
 * await applyWrites(client, [write.delete(Like, { rkey: a }), write.create(Like, { subject, createdAt: now() })]);
 * ```
 */
export async function applyWrites(
  client: ClientLike,
  writes: readonly Write[],
  options: WriteOptions = {},
): Promise<ApplyWritesResult> {
  const { serverValidation, swapCommit } = options;
  const repo = chooseRepo(client, options.repo);
  const sent = writes.map((write) => toSent(client, write, options));
  const input = { repo, writes: sent, validate: serverValidation, swapCommit };
  const states = sent.map(({ rkey = "", ...write }) => ({ repo, rkey, ...write }));
  const settle = settleWrites(client, states, options, (found) => ({ results: found.map((record) => record ?? {}) }));
  const { commit, results } = await send(client, input, { ...options, settle });
  return {
    commit,
    results: sent.map(({ collection, rkey = "" }, index) => {
      const result = results?.[index];
      const uri = `at://${repo}/${collection}/${rkey}`;
      return { uri, rkey, ...(result && "cid" in result ? picked(result) : undefined) };
    }),
  };
}

function picked({ uri, cid, validationStatus }: Omit<WriteResult, "rkey">): Omit<WriteResult, "rkey"> {
  return { uri, cid, validationStatus };
}

function toSent(client: ClientLike, { action, schema, record, rkey: given }: Write, options: WriteOptions): Sent {
  const collection = schema.nsid;
  const rkey = chooseRecordKey(schema, given, action === "create" ? nextTid : undefined);
  if (action === "delete") return { $type: "com.atproto.repo.applyWrites#delete", collection, rkey };
  const value = prepareRecord(client, schema, record ?? {}, options);
  return { $type: `com.atproto.repo.applyWrites#${action}`, collection, rkey, value };
}

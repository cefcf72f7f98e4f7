import { applyWrites as send } from "../../lexicons/com/atproto/repo/applyWrites.ts";
import type { CommitMeta } from "../../lexicons/com/atproto/repo/defs.ts";
import { nextTid } from "../../syntax/tid.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { Write } from "./buildWrite.ts";
import { checkRepo } from "./checkRepo.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import type { RepoOptions, WriteOptions } from "./RecordOptions.ts";
import { settleWrites } from "./settleWrites.ts";
import { completeRecord, momentOf } from "./value/NewRecord.ts";
import { prepareRecord } from "./value/prepareRecord.ts";

/** Options of {@link applyWrites}. */
export interface ApplyWritesOptions extends WriteOptions, RepoOptions {}

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
 * Makes several writes in one commit: all of them, or none. A server takes up to 200. Where new records lack the `createdAt` that
 * their lexicon requires, it is filled in, each a millisecond after the one before it.
 *
 * @throws ValidationError, RecordsError, CallError (`InvalidSwap`, `write_outcome_unknown`)
 * @example
 * ```ts
 * await applyWrites(client, [buildWrite.delete(Like, old), buildWrite.create(Like, { subject })]);
 * ```
 */
export async function applyWrites(
  client: ClientLike,
  writes: readonly Write[],
  options: ApplyWritesOptions = {},
): Promise<ApplyWritesResult> {
  const { serverValidation, swapCommit } = options;
  const now = Date.now();
  const sent = writes.map((write, i) => toSent(client, write, momentOf(now, i, writes.length), options));
  const repo = await chooseRepo(client, options.repo, options);
  await checkRepo(client, repo, writes, options);
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

function toSent(client: ClientLike, write: Write, moment: number, options: WriteOptions): Sent {
  const { action, schema, record = {} } = write;
  const collection = schema.nsid;
  const rkey = chooseRecordKey(schema, write.rkey, action === "create" ? nextTid : undefined);
  if (action === "delete") return { $type: "com.atproto.repo.applyWrites#delete", collection, rkey };
  const complete = action === "create" ? completeRecord(schema, record, moment) : record;
  const value = prepareRecord(client, schema, complete, options);
  return { $type: `com.atproto.repo.applyWrites#${action}`, collection, rkey, value };
}

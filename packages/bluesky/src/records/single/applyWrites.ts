import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { applyWrites as send } from "../../lexicons/com/atproto/repo/applyWrites.ts";
import type { CommitMeta } from "../../lexicons/com/atproto/repo/defs.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { Write } from "./buildWrite.ts";
import { checkRepo } from "./checkRepo.ts";
import { chooseNewKey, chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { byCid } from "./outcome/byCid.ts";
import type { Recognition } from "./outcome/Recognition.ts";
import type { WrittenState } from "./outcome/WrittenState.ts";
import { writeOnce } from "./outcome/writeOnce.ts";
import type { RepoOptions, WriteOptions } from "./RecordOptions.ts";
import { checkSchema } from "./value/checkSchema.ts";
import { completeRecord, momentOf } from "./value/NewRecord.ts";
import { prepareRecord } from "./value/prepareRecord.ts";

/** Options of {@link applyWrites}. */
export interface ApplyWritesOptions extends WriteOptions, RepoOptions {}

/** What became of one write. */
export interface WriteResult {
  /** The AT URI of the record. */
  readonly uri: string;
  /** The record key. */
  readonly rkey: string;
  /** The new version; none of a delete. */
  readonly cid?: string | undefined;
  /** Whether the server validated the record. */
  readonly validationStatus?: "valid" | "unknown" | (string & {}) | undefined;
}

/** The results of all writes, in the given order. */
export interface ApplyWritesResult {
  /** The commit that contains the writes. */
  readonly commit?: CommitMeta | undefined;
  /** What became of each write, in the same order. */
  readonly results: readonly WriteResult[];
}

/**
 * Makes several writes in one commit: all of them, or none. A server accepts up to 200. If new records lack the
 * `createdAt` that their lexicon requires, it is filled in, each a millisecond after the one before.
 *
 * @throws {ValidationError}
 * @throws {RecordsError}
 * @throws {CallError} `InvalidSwap`, `write_outcome_unknown`
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
  if (!Array.isArray(writes)) throw invalidOption("writes", `Expected a list of writes, got ${typeOf(writes)}.`);
  const now = Date.now();
  const prepared = writes.map((write, i) => prepare(client, write, momentOf(now, i, writes.length), options));
  const { repo, rest } = await chooseRepo(client, options.repo, options, send);
  return commitWrites(client, repo, prepared, { ...(await checkRepo(client, repo, writes, rest)), once: byCid });
}

/** A write of which all is known. */
export interface CommittedWrite extends Pick<WrittenState, "action" | "collection" | "rkey" | "keyMade"> {
  /** The record; none of a delete. */
  readonly value?: { [key: string]: unknown } | undefined;
}

function prepare(client: ClientLike, write: Write, moment: number, options: WriteOptions): CommittedWrite {
  const { action, schema, record = {} } = Object(write) as Write;
  checkSchema(schema);
  const collection = schema.nsid;
  if (action === "delete") return { action, collection, rkey: chooseRecordKey(schema, write.rkey) };
  if (action === "update") {
    const rkey = chooseRecordKey(schema, write.rkey);
    return { action, collection, rkey, value: prepareRecord(client, schema, record, options) };
  }
  const key = chooseNewKey(schema, write.rkey);
  const complete = completeRecord(schema, record, moment);
  return { action, collection, ...key, value: prepareRecord(client, schema, complete, options) };
}

/** What the operation gives, as far as it is looked at. */
interface Committed {
  readonly commit?: CommitMeta | undefined;
  readonly results?: readonly object[] | undefined;
}

/**
 * Sends writes as one commit.
 *
 * @param options.once how their records are recognised where the answer does not tell what became of them; `false`: who sends them
 * finds that out
 */
export async function commitWrites(
  client: ClientLike,
  repo: string,
  writes: readonly CommittedWrite[],
  { once, ...options }: WriteOptions & { readonly once: Recognition | false },
): Promise<ApplyWritesResult> {
  const { serverValidation: validate, swapCommit } = options;
  const input = { repo, writes: writes.map(toInput), validate, swapCommit };
  const sendInput = (how: WriteOptions): Promise<Committed> => send(client, input, how);
  const states = writes.map(({ value: _, ...write }) => ({ repo, ...write }));
  const { commit, results } = once
    ? await writeOnce(client, states, options, {
        recognition: once,
        send: sendInput,
        toOutput: (records) => ({ results: records.map((record) => record ?? {}) }),
      })
    : await sendInput(options);
  return {
    commit,
    results: writes.map(({ collection, rkey }, index) => {
      const uri = `at://${repo}/${collection}/${rkey}`;
      const { cid, validationStatus, ...result }: Partial<WriteResult> = results?.[index] ?? {};
      return { uri, rkey, ...(cid && { uri: result.uri ?? uri, cid, validationStatus }) };
    }),
  };
}

function toInput({ action, collection, rkey, value = {} }: CommittedWrite): send.Input["writes"][number] {
  const $type = "com.atproto.repo.applyWrites#";
  if (action === "delete") return { $type: `${$type}delete`, collection, rkey };
  return { $type: `${$type}${action}`, collection, rkey, value };
}

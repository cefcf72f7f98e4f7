import { listRecords } from "../../lexicons/com/atproto/repo/listRecords.ts";
import type { ValidationError } from "../../schema/issues/ValidationError.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { waitFor } from "./limits/waitFor.ts";
import type { RepoOptions } from "./RecordOptions.ts";
import type { ReadRecord, RecordRef } from "./RecordResult.ts";
import { checkSchema } from "./value/checkSchema.ts";
import { readRecord } from "./value/readRecord.ts";

/** Options of {@link list}. */
export interface ListOptions extends CallOptions, RepoOptions {
  /** How many records make a page: 1 to 100. @default 50 */
  readonly limit?: number | undefined;
  /** Where to go on: the cursor of the page before. */
  readonly cursor?: string | undefined;
  /** From the oldest key to the newest. */
  readonly reverse?: boolean | undefined;
  /**
   * Called with each record that does not have its schema's shape. The record is left out of the list. The function is
   * awaited, and if it throws, the list ends.
   *
   * @default a ValidationError is thrown
   */
  readonly onInvalid?: ((record: ReadRecord<unknown>, error: ValidationError) => unknown) | undefined;
  /**
   * How many empty pages in a row `list.pages` and `list.items` skip before they throw an InvalidResponseError.
   *
   * @default 100
   */
  readonly maxEmptyPages?: number | undefined;
}

/** Options of `list.items`. */
export interface ListItemsOptions extends ListOptions {
  /** How many records to give at most, over all pages. */
  readonly max?: number | undefined;
}

/** A page of records. */
export interface RecordPage<T> {
  /** The records of this page. */
  readonly records: ReadRecord<T>[];
  /** Where the next page begins. There is none after the last page. */
  readonly cursor?: string | undefined;
}

/** Lists the records of a collection, the newest key first. See {@link list}. */
export interface List {
  <T>(client: ClientLike, schema: RecordSchema<T>, options?: ListOptions): Promise<RecordPage<T>>;
  /** The pages, one call each. */
  pages<T>(
    client: ClientLike,
    schema: RecordSchema<T>,
    options?: ListOptions,
  ): AsyncGenerator<RecordPage<T>, void, undefined>;
  /** The records of the pages. */
  items<T>(
    client: ClientLike,
    schema: RecordSchema<T>,
    options?: ListItemsOptions,
  ): AsyncGenerator<ReadRecord<T>, void, undefined>;
}

/**
 * Lists the records of a collection, the newest key first. Another repository is read from its own server, if the
 * client can find it.
 *
 * @throws {ValidationError}
 * @throws {RecordsError}
 * @throws {CallError}
 * @example
 * ```ts
 * const { records, cursor } = await list(client, Like, { limit: 100 });
 * for await (const { rkey, value } of list.items(client, Follow, { repo: "alice.test", max: 500 })) console.log(rkey, value);
 * ```
 */
export const list: List = /*#__PURE__*/ Object.assign(listPage, { pages, items });

async function listPage<T>(
  client: ClientLike,
  schema: RecordSchema<T>,
  options: ListOptions = {},
): Promise<RecordPage<T>> {
  const { params, rest } = await toParams(client, schema, options);
  return toPage(client, schema, await listRecords(client, params, rest), options);
}

async function* pages<T>(
  client: ClientLike,
  schema: RecordSchema<T>,
  options: ListOptions = {},
): AsyncGenerator<RecordPage<T>, void, undefined> {
  const { params } = await toParams(client, schema, options);
  for await (const page of listRecords.pages(client, params, options))
    yield await toPage(client, schema, page, options);
}

async function* items<T>(
  client: ClientLike,
  schema: RecordSchema<T>,
  { max = Infinity, ...options }: ListItemsOptions = {},
): AsyncGenerator<ReadRecord<T>, void, undefined> {
  let left = max;
  if (left <= 0) return;
  for await (const { records } of pages(client, schema, options)) {
    for (const record of records) {
      yield record;
      if (--left <= 0) return;
    }
  }
}

async function toParams(
  client: ClientLike,
  schema: RecordSchema<unknown>,
  options: ListOptions,
): Promise<{ readonly params: listRecords.Params; readonly rest: ListOptions }> {
  checkSchema(schema);
  const { limit, cursor, reverse } = options;
  const { repo, rest } = await chooseRepo(client, options.repo, options, listRecords);
  return { params: { repo, collection: schema.nsid, limit, cursor, reverse }, rest };
}

async function toPage<T>(
  client: ClientLike,
  schema: RecordSchema<T>,
  { cursor, records }: listRecords.Output,
  options: ListOptions,
): Promise<RecordPage<T>> {
  const { onInvalid, signal } = options;
  const fitting: ReadRecord<T>[] = [];
  for (const { uri, cid, value } of records) {
    const ref: RecordRef = { uri, cid, rkey: uri.slice(uri.lastIndexOf("/") + 1) };
    const read = readRecord(client, schema, value, options);
    if (!("error" in read)) fitting.push({ ...ref, value: read.value });
    else if (!onInvalid) throw read.error;
    else
      await waitFor(() => onInvalid({ ...ref, value }, read.error), signal, `the list of ${schema.nsid} was aborted`);
  }
  return cursor === undefined ? { records: fitting } : { records: fitting, cursor };
}

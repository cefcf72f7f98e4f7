import { type ApplyWritesResult, applyWrites } from "../records/applyWrites.ts";
import { type CreateOptions, create } from "../records/create.ts";
import { type DeleteOptions, deleteRecord } from "../records/deleteRecord.ts";
import { type GetOptions, get } from "../records/get.ts";
import { type ListItemsOptions, type ListOptions, type ListParams, list, type RecordPage } from "../records/list.ts";
import { type PutOptions, put } from "../records/put.ts";
import type { WriteOptions } from "../records/RecordOptions.ts";
import type { ReadRecord, WrittenRecord } from "../records/RecordResult.ts";
import type { RecordTarget } from "../records/RecordTarget.ts";
import { type Write, write } from "../records/Write.ts";
import type { RecordSchema } from "../schema/RecordSchema.ts";
import type { ClientLike } from "../xrpc/index.ts";

/** The functions of `bluesky/records`, bound to a client. */
export interface BoundRecords {
  /** Creates a record, by default in the account's repository. */
  create<T extends object>(
    schema: RecordSchema<T>,
    record: NoInfer<T>,
    options?: CreateOptions,
  ): Promise<WrittenRecord>;
  /** Reads a record. */
  get<T>(schema: RecordSchema<T>, target: RecordTarget, options?: GetOptions): Promise<ReadRecord<T>>;
  /** Creates a record, or replaces the one under its key. */
  put<T extends object>(schema: RecordSchema<T>, record: NoInfer<T>, options?: PutOptions): Promise<WrittenRecord>;
  /** Deletes a record. One that is not there is no error. */
  delete(schema: RecordSchema<unknown>, target: RecordTarget, options?: DeleteOptions): ReturnType<typeof deleteRecord>;
  /** Lists the records of a collection. */
  readonly list: BoundList;
  /** Makes several writes, all or none. */
  applyWrites(writes: readonly Write[], options?: WriteOptions): Promise<ApplyWritesResult>;
  /** Makes the writes of `applyWrites`. */
  readonly write: typeof write;
}

/** Lists the records of a collection, the newest key first. */
export interface BoundList {
  <T>(schema: RecordSchema<T>, params?: ListParams, options?: ListOptions): Promise<RecordPage<T>>;
  /** The pages, one call each. */
  pages<T>(
    schema: RecordSchema<T>,
    params?: ListParams,
    options?: ListOptions,
  ): AsyncGenerator<RecordPage<T>, void, undefined>;
  /** The records of the pages. */
  items<T>(
    schema: RecordSchema<T>,
    params?: ListParams,
    options?: ListItemsOptions,
  ): AsyncGenerator<ReadRecord<T>, void, undefined>;
}

/**
 * Binds the functions of `bluesky/records` to a client.
 *
 * @param ready waits for the session: whose repository it is, is known only then
 */
export function bindRecords(client: ClientLike, ready: () => Promise<void>): BoundRecords {
  const page: BoundList = Object.assign(
    async <T>(schema: RecordSchema<T>, params?: ListParams, options?: ListOptions) => {
      await ready();
      return list(client, schema, params, options);
    },
    {
      async *pages<T>(schema: RecordSchema<T>, params?: ListParams, options?: ListOptions) {
        await ready();
        yield* list.pages(client, schema, params, options);
      },
      async *items<T>(schema: RecordSchema<T>, params?: ListParams, options?: ListItemsOptions) {
        await ready();
        yield* list.items(client, schema, params, options);
      },
    },
  );
  return {
    list: page,
    write,
    async create(schema, record, options) {
      await ready();
      return create(client, schema, record, options);
    },
    async get(schema, target, options) {
      await ready();
      return get(client, schema, target, options);
    },
    async put(schema, record, options) {
      await ready();
      return put(client, schema, record, options);
    },
    async delete(schema, target, options) {
      await ready();
      return deleteRecord(client, schema, target, options);
    },
    async applyWrites(writes, options) {
      await ready();
      return applyWrites(client, writes, options);
    },
  };
}

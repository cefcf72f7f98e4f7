import { type ApplyWritesOptions, type ApplyWritesResult, applyWrites } from "../../records/single/applyWrites.ts";
import { type BuildWrite, buildWrite, type Write } from "../../records/single/buildWrite.ts";
import { type CreateOptions, create } from "../../records/single/create.ts";
import { type DeleteOptions, deleteRecord } from "../../records/single/deleteRecord.ts";
import { type GetOptions, get } from "../../records/single/get.ts";
import { type ListItemsOptions, type ListOptions, list, type RecordPage } from "../../records/single/list.ts";
import { type PutOptions, put } from "../../records/single/put.ts";
import type { ReadRecord, UpdatedRecord, WrittenRecord } from "../../records/single/RecordResult.ts";
import type { RecordTarget } from "../../records/single/RecordTarget.ts";
import { type UpdateOptions, update } from "../../records/single/update.ts";
import type { NewRecord } from "../../records/single/value/NewRecord.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

/** The functions of `bluesky/records` that take a client, as they are once they are bound. */
interface BoundFunctions {
  /** Creates a record, by default in the account's repository. */
  create<T extends object>(
    schema: RecordSchema<T>,
    record: NoInfer<NewRecord<T>>,
    options?: CreateOptions,
  ): Promise<WrittenRecord>;
  /** Reads a record. */
  get<T>(schema: RecordSchema<T>, target: RecordTarget, options?: GetOptions): Promise<ReadRecord<T>>;
  /** Writes a record, whether or not there is one under its key. */
  put<T extends object>(
    schema: RecordSchema<T>,
    target: RecordTarget,
    record: NoInfer<T>,
    options?: PutOptions,
  ): Promise<WrittenRecord>;
  /** Reads a record, has it changed, and writes it, again where somebody else was faster. */
  update<T extends object>(
    schema: RecordSchema<T>,
    target: RecordTarget,
    change: (value: T) => NoInfer<T> | undefined | Promise<NoInfer<T> | undefined>,
    options?: UpdateOptions<NoInfer<T>>,
  ): Promise<UpdatedRecord<T>>;
  /** Deletes a record. One that is not there is no error. */
  deleteRecord(
    schema: RecordSchema<unknown>,
    target: RecordTarget,
    options?: DeleteOptions,
  ): ReturnType<typeof deleteRecord>;
  /** Lists the records of a collection. */
  readonly list: BoundList;
  /** Makes several writes, all or none. */
  applyWrites(writes: readonly Write[], options?: ApplyWritesOptions): Promise<ApplyWritesResult>;
}

/** The functions of `bluesky/records`, bound to a client. */
export interface BoundRecords extends BoundFunctions {
  /** Makes the writes of `applyWrites`. */
  readonly buildWrite: BuildWrite;
}

/** Lists the records of a collection, the newest key first. */
export interface BoundList {
  <T>(schema: RecordSchema<T>, options?: ListOptions): Promise<RecordPage<T>>;
  /** The pages, one call each. */
  pages<T>(schema: RecordSchema<T>, options?: ListOptions): AsyncGenerator<RecordPage<T>, void, undefined>;
  /** The records of the pages. */
  items<T>(schema: RecordSchema<T>, options?: ListItemsOptions): AsyncGenerator<ReadRecord<T>, void, undefined>;
}

/** Binds the functions of `bluesky/records` to a client. */
export function bindRecords(client: ClientLike): BoundRecords {
  const functions = { create, get, put, update, deleteRecord, list, applyWrites };
  return { ...bind<BoundFunctions>(client, functions), buildWrite };
}

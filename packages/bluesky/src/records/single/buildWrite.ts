import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { parseTarget, type RecordTarget } from "./RecordTarget.ts";
import type { NewRecord } from "./value/NewRecord.ts";

/** One write of `applyWrites`, or of a plan. Make it with `buildWrite`. */
export interface Write {
  /** What the write does. */
  readonly action: "create" | "update" | "delete";
  /** The schema of the record. */
  readonly schema: RecordSchema<object>;
  /** The record to write. */
  readonly record?: object | undefined;
  /** The repository, if it was given. It must be the one being written to. */
  readonly repo?: string | undefined;
  /** The record key. */
  readonly rkey?: string | undefined;
}

/** Builds the writes of `applyWrites` and of plans. See {@link buildWrite}. */
export interface BuildWrite {
  /** Builds the creation of a record. Its key and its `createdAt` follow the same rules as in `create`. */
  create<T extends object>(
    schema: RecordSchema<T>,
    record: NoInfer<NewRecord<T>>,
    options?: { readonly rkey?: string | undefined },
  ): Write;
  /** Of another value for a record. There must be one. */
  update<T extends object>(schema: RecordSchema<T>, target: RecordTarget, record: NoInfer<T>): Write;
  /** Of no record any more. There must be one. */
  delete<T extends object>(schema: RecordSchema<T>, target: RecordTarget): Write;
}

/**
 * Builds the writes of `applyWrites` and of plans. Nothing is sent.
 *
 * @throws {RecordsError} `wrong_collection`
 * @throws {InvalidSyntaxError} if the URI of the target is not valid
 * @example
 * ```ts
 * const rkey = nextTid();
 * const post = buildAtUri({ authority: did, collection: Post.nsid, rkey });
 * await applyWrites(client, [
 *   buildWrite.create(Post, { text: "no replies please" }, { rkey }),
 *   buildWrite.create(Threadgate, { post, allow: [] }, { rkey }),
 * ]);
 * ```
 */
export const buildWrite: BuildWrite = {
  create: (schema, record, options) => ({ action: "create", schema: erased(schema), record, ...options }),
  update: (schema, target, record) => ({
    action: "update",
    schema: erased(schema),
    record,
    ...parseTarget(schema, target),
  }),
  delete: (schema, target) => ({ action: "delete", schema: erased(schema), ...parseTarget(schema, target) }),
};

/** Forgets the record's type: the record beside it was checked against it when the write was made. */
function erased<T extends object>(schema: RecordSchema<T>): RecordSchema<object> {
  return schema as unknown as RecordSchema<object>;
}

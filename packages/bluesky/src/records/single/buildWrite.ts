import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { parseTarget, type RecordTarget } from "./RecordTarget.ts";
import type { NewRecord } from "./value/NewRecord.ts";

/** One write of `applyWrites`, or of a plan. Make it with `buildWrite`. */
export interface Write {
  readonly action: "create" | "update" | "delete";
  readonly schema: RecordSchema<object>;
  readonly record?: object | undefined;
  /** The repository, where it was named: it must be the one that is written to. */
  readonly repo?: string | undefined;
  readonly rkey?: string | undefined;
}

/** What makes the writes of `applyWrites`, and of plans. See {@link buildWrite}. */
export interface BuildWrite {
  /** Of a new record. Its key follows the same rules as in `create`, and so does its `createdAt`. */
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
 * Makes the writes of `applyWrites`, and of plans. Nothing is sent.
 *
 * @throws RecordsError `wrong_collection` and InvalidSyntaxError, of the URI of a target
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

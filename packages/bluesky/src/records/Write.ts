import type { RecordSchema } from "../schema/RecordSchema.ts";

/** One write of `applyWrites`. Make it with `write`. */
export interface Write {
  readonly action: "create" | "update" | "delete";
  readonly schema: RecordSchema<object>;
  readonly record?: object | undefined;
  readonly rkey?: string | undefined;
}

/**
 * Makes the writes of `applyWrites`. A key follows the same rules as in `create`, `put` and `delete`.
 *
 * @example
 * ```ts
 * const rkey = nextTid();
 * await applyWrites(client, [
 *   write.create(Post, { text: "no replies please", createdAt: now() }, { rkey }),
 *   write.create(Threadgate, { post: buildAtUri({ authority: did, collection: Post.nsid, rkey }), allow: [], createdAt: now() }, { rkey }),
 * ]);
 * ```
 */
export const write: {
  create<T extends object>(schema: RecordSchema<T>, record: NoInfer<T>, options?: { rkey?: string | undefined }): Write;
  update<T extends object>(schema: RecordSchema<T>, record: NoInfer<T>, options?: { rkey?: string | undefined }): Write;
  delete<T extends object>(schema: RecordSchema<T>, options?: { rkey?: string | undefined }): Write;
} = {
  create: (schema, record, options) => ({ action: "create", schema: erased(schema), record, ...options }),
  update: (schema, record, options) => ({ action: "update", schema: erased(schema), record, ...options }),
  delete: (schema, options) => ({ action: "delete", schema: erased(schema), ...options }),
};

/** Forgets the record's type: the record beside it was checked against it when the write was made. */
function erased<T extends object>(schema: RecordSchema<T>): RecordSchema<object> {
  return schema as unknown as RecordSchema<object>;
}

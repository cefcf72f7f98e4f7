import type { DataValue, JsonValue } from "../../data/dataValue.ts";
import { decodeBlock } from "../../data/decodeCbor.ts";
import { dataToJson } from "../../data/json.ts";
import { validationError } from "../../schema/issues/ValidationError.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CarSource } from "../car/CarSource.ts";
import { cidText } from "../car/verifyBlock.ts";
import { repoError } from "../model/RepoError.ts";
import { openRepo } from "./openRepo.ts";
import type { ReadRepoOptions, RepoRecord } from "./ReadRepoOptions.ts";

/**
 * Reads a whole repository, record by record, in the order of their keys, and verifies it on the way. What it gives is proven by then:
 * the signature of the commit and all blocks that lead to a record are verified before the record is given. That nothing is missing is
 * known when the loop ends without an error.
 *
 * A stream is read as it comes, and is not kept. Servers may send blocks in any order: those that are not needed yet are kept, up to
 * `maxStash`. A file, a `Blob` or bytes are read in any order.
 *
 * @throws {RepoError}
 * @throws {ValidationError} for a record that does not have its schema's shape, unless there is `onInvalid`
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {CryptoError} `invalid_key` for a `key` that is none
 * @throws {unknown} what the source, `identity` and functions of yours throw
 * @example
 * ```ts
 * const identity = createIdentityResolver();
 * for await (const { uri, value } of readRepo(await getRepo(client, { did }), { did, identity, schemas: [Post] })) {
 *   console.log(uri, value.text);
 * }
 * ```
 * @see https://atproto.com/specs/repository
 */
export async function* readRepo<T = DataValue>(
  source: CarSource,
  options: ReadRepoOptions<T> = {},
): AsyncGenerator<RepoRecord<T>, void, undefined> {
  const repo = await openRepo(source, options);
  try {
    const toRecord = toRecords(repo.commit.did, options);
    for (;;) {
      const step = repo.next();
      const found = step instanceof Promise ? await step : step;
      if (!found) break;
      const made = toRecord(found.key, found.cid, found.bytes);
      const record = made instanceof Promise ? await made : made;
      if (record) yield record;
    }
    await repo.finish();
  } finally {
    await repo.close();
  }
}

/** Makes a record of its block; `undefined` for one that is not wanted. */
type ToRecord<T> = (
  key: string,
  cid: Uint8Array,
  bytes: Uint8Array,
) => RepoRecord<T> | undefined | Promise<RepoRecord<T> | undefined>;

function toRecords<T>(did: string, options: ReadRepoOptions<T>): ToRecord<T> {
  const { schemas, onInvalid } = options;
  const byCollection = schemas && new Map(schemas.map((schema) => [schema.nsid, schema]));
  const collections = options.collections ?? schemas?.map(({ nsid }) => nsid);
  const wanted = collections && new Set(collections);
  return (key, cid, bytes) => {
    const slash = key.indexOf("/");
    const collection = key.slice(0, slash);
    if (wanted && !wanted.has(collection)) return undefined;
    const schema = byCollection?.get(collection);
    const base = { uri: `at://${did}/${key}`, cid: cidText(cid), collection, rkey: key.slice(slash + 1) };
    const value = decodeRecord(bytes, key, base.cid, schema !== undefined || byCollection !== undefined);
    if (!schema) return { ...base, value: value as T }; // without schemas it is what was decoded
    return fit(schema, { ...base, value }, onInvalid);
  };
}

function fit<T>(
  schema: RecordSchema<T>,
  record: RepoRecord,
  onInvalid: ReadRepoOptions["onInvalid"],
): RepoRecord<T> | undefined | Promise<undefined> {
  const result = schema.safeParse(record.value, { level: "shape" });
  if (result.ok) return { ...record, value: result.value };
  const error = validationError(schema.id, result.issues);
  if (!onInvalid) throw error;
  const answer = onInvalid(record, error);
  return answer instanceof Promise ? answer.then(() => undefined) : undefined;
}

/** @throws {RepoError} `record_invalid` */
export function decodeRecord(bytes: Uint8Array, path: string, cid: string, asJson: boolean): DataValue | JsonValue {
  try {
    const { value, hasBytes } = decodeBlock(bytes);
    return asJson && hasBytes ? dataToJson(value) : value;
  } catch (cause) {
    throw repoError("record_invalid", "malformed", `The record ${path} is not valid data`, { cid, path, cause });
  }
}

import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { ReadRecord } from "./RecordResult.ts";
import { type RecordTarget, resolveTarget } from "./RecordTarget.ts";
import { readRecord } from "./value/readRecord.ts";

/** Options of {@link get}. */
export interface GetOptions extends CallOptions {
  /** The CID of the version that is wanted. @default the newest */
  readonly cid?: string | undefined;
}

/**
 * Reads a record. A record in another repository is read from that repository's server, if the client can find it.
 *
 * @throws {ValidationError} if it does not have its schema's shape
 * @throws {RecordsError}
 * @throws {CallError} `RecordNotFound`
 * @example
 * ```ts
 * const { value, cid } = await get(client, Post, "at://alice.test/app.bsky.feed.post/3jzfcijpj2z2a");
 * const profile = await get(client, Profile, { repo: "alice.test" });
 * ```
 */
export async function get<T>(
  client: ClientLike,
  schema: RecordSchema<T>,
  target: RecordTarget,
  options: GetOptions = {},
): Promise<ReadRecord<T>> {
  const { place, rest } = await resolveTarget(client, schema, target, { options, operation: getRecord });
  const { uri, cid = "", value } = await getRecord(client, { ...place, cid: options.cid }, rest);
  const read = readRecord(client, schema, value, options);
  if ("error" in read) throw read.error;
  return { uri, cid, rkey: place.rkey, value: read.value };
}

import { getRecord } from "../../../lexicons/com/atproto/repo/getRecord.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { RecordPlace } from "./WrittenState.ts";

/**
 * What is in a repository at a place, whatever it is.
 *
 * @returns undefined where there is no record
 * @throws {CallError}
 */
export async function findRecord(
  client: ClientLike,
  { repo, collection, rkey }: RecordPlace,
  options: CallOptions,
): Promise<getRecord.Output | undefined> {
  try {
    return await getRecord(client, { repo, collection, rkey }, options);
  } catch (error) {
    if (getRecord.isError(error, "RecordNotFound")) return undefined;
    throw error;
  }
}

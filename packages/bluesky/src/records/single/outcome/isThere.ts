import { parseAtUri } from "../../../syntax/atUri.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { findRecord } from "./findRecord.ts";

/** Whether a record is there, by its AT URI: a view may be older than what it says. */
export async function isThere(client: ClientLike, uri: string, options: CallOptions): Promise<boolean> {
  const { authority: repo, collection = "", rkey = "" } = parseAtUri(uri);
  return (await findRecord(client, { repo, collection, rkey }, options)) !== undefined;
}

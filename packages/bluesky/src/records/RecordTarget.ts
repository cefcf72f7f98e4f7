import type { RecordSchema } from "../schema/RecordSchema.ts";
import { parseAtUri } from "../syntax/atUri.ts";
import type { ClientLike } from "../xrpc/Client.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { RecordsError } from "./RecordsError.ts";

/**
 * Which record: its URI, or what has one (a view, what `create` gave); or its repository and key, which may be left out
 * where they follow from the session and the lexicon.
 */
export type RecordTarget =
  | string
  | { readonly uri: string }
  | { readonly uri?: undefined; readonly repo?: string | undefined; readonly rkey?: string | undefined };

/** @throws RecordsError, InvalidSyntaxError */
export function resolveTarget(
  client: ClientLike,
  schema: RecordSchema<unknown>,
  target: RecordTarget,
): { readonly repo: string; readonly collection: string; readonly rkey: string } {
  const collection = schema.nsid;
  const uri = typeof target === "string" ? target : target.uri;
  if (typeof target === "string" || target.uri !== undefined) {
    const parts = parseAtUri(uri ?? "");
    if (parts.collection !== collection) {
      throw new RecordsError("wrong_collection", `expected the URI of a record of ${collection}, got ${uri}`);
    }
    return { repo: parts.authority, collection, rkey: chooseRecordKey(schema, parts.rkey) };
  }
  return { repo: chooseRepo(client, target.repo), collection, rkey: chooseRecordKey(schema, target.rkey) };
}

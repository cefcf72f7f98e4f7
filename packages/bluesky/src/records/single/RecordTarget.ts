import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { parseAtUri } from "../../syntax/atUri.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import { recordsError } from "./RecordsError.ts";

/**
 * Which record of a collection:
 *
 * - its record key, in the repository of the session's account: `"3jzfcijpj2z2a"`,
 * - its URI: `"at://alice.test/app.bsky.feed.post/3jzfcijpj2z2a"`,
 * - what has its URI: a view, or what `create` gave,
 * - its repository and its key. The repository may be left out where it is that of the session's account, the key where
 *   the lexicon fixes it, as that of a profile: `{}` is one's own.
 */
export type RecordTarget =
  | string
  | { readonly uri: string }
  | { readonly uri?: undefined; readonly repo?: string | undefined; readonly rkey?: string | undefined };

/** Where a record is. */
export interface RecordPlace {
  readonly repo: string;
  readonly collection: string;
  readonly rkey: string;
}

/**
 * What a target says of itself: its repository and its key, as far as it names them.
 *
 * @throws RecordsError `wrong_collection`; InvalidSyntaxError
 */
export function parseTarget(
  { nsid }: RecordSchema<unknown>,
  target: RecordTarget,
): { readonly repo?: string | undefined; readonly rkey?: string | undefined } {
  if (typeof target === "string" && !target.startsWith("at://")) return { rkey: target };
  if (typeof target !== "string" && target.uri === undefined) return { repo: target.repo, rkey: target.rkey };
  const uri = typeof target === "string" ? target : target.uri;
  const { authority, collection, rkey } = parseAtUri(uri);
  if (collection === nsid) return { repo: authority, rkey };
  throw recordsError("wrong_collection", `expected the URI of a record of ${nsid}, got ${uri}`);
}

/**
 * Where the record is that a target names.
 *
 * @throws RecordsError, InvalidSyntaxError
 */
export async function resolveTarget(
  client: ClientLike,
  schema: RecordSchema<unknown>,
  target: RecordTarget,
  options: CallOptions,
): Promise<RecordPlace> {
  const named = parseTarget(schema, target);
  const rkey = chooseRecordKey(schema, named.rkey);
  return { repo: await chooseRepo(client, named.repo, options), collection: schema.nsid, rkey };
}

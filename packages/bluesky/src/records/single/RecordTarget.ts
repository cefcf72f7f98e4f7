import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { parseAtUri } from "../../syntax/atUri.ts";
import type { CallOptions, ClientLike, Definition } from "../../xrpc/contract/Call.ts";
import { chooseRecordKey } from "./chooseRecordKey.ts";
import { chooseRepo } from "./chooseRepo.ts";
import type { RecordPlace } from "./outcome/WrittenState.ts";
import { recordsError } from "./RecordsError.ts";
import { checkSchema } from "./value/checkSchema.ts";

/**
 * Identifies a record in a collection:
 *
 * - its record key, in the repository of the session's account: `"3jzfcijpj2z2a"`,
 * - its URI: `"at://alice.test/app.bsky.feed.post/3jzfcijpj2z2a"`,
 * - an object with its URI: a view, or what `create` returned,
 * - its repository and its key. The repository defaults to that of the session's account, and the key can be omitted if
 * the lexicon prescribes it, as for a profile: `{}` is your own.
 */
export type RecordTarget =
  | string
  | { readonly uri: string }
  | { readonly uri?: undefined; readonly repo?: string | undefined; readonly rkey?: string | undefined };

/**
 * What a target says of itself: its repository and its key, as far as it names them.
 *
 * @throws {RecordsError} `wrong_collection`
 * @throws {InvalidSyntaxError}
 * @throws {InvalidOptionError}
 */
export function parseTarget(
  schema: RecordSchema<unknown>,
  target: RecordTarget,
): { readonly repo?: string | undefined; readonly rkey?: string | undefined } {
  checkSchema(schema);
  if (typeof target !== "string" && (typeof target !== "object" || target === null)) {
    throw invalidOption(
      "target",
      `Expected a record key, an AT URI, or an object that has one, got ${typeOf(target)}.`,
    );
  }
  const { nsid } = schema;
  if (typeof target === "string" && !target.startsWith("at://")) return { rkey: target };
  if (typeof target !== "string" && target.uri === undefined) return { repo: target.repo, rkey: target.rkey };
  const uri = typeof target === "string" ? target : target.uri;
  const { authority, collection, rkey } = parseAtUri(uri);
  if (collection === nsid) return { repo: authority, rkey };
  throw recordsError("wrong_collection", `expected the URI of a record in ${nsid}, got ${uri}`);
}

/**
 * Where the record is that a target names.
 *
 * @param operation what needs to know it
 * @returns beside it the options of what is left of the call
 * @throws {RecordsError}
 * @throws {InvalidSyntaxError}
 * @throws {CallError}
 */
export async function resolveTarget<Options extends CallOptions>(
  client: ClientLike,
  schema: RecordSchema<unknown>,
  target: RecordTarget,
  { options, operation }: { readonly options: Options; readonly operation: Pick<Definition, "nsid" | "kind"> },
): Promise<{ readonly place: RecordPlace; readonly rest: Options }> {
  const named = parseTarget(schema, target);
  const rkey = chooseRecordKey(schema, named.rkey);
  const { repo, rest } = await chooseRepo(client, named.repo, options, operation);
  return { place: { repo, collection: schema.nsid, rkey }, rest };
}

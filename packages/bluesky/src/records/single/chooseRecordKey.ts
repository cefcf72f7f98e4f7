import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { isNsid } from "../../syntax/nsid.ts";
import { isRecordKey } from "../../syntax/recordKey.ts";
import { recordsError } from "./RecordsError.ts";

/**
 * The key of a record: the one given, or the one that the lexicon fixes, or else what `make` makes of it.
 *
 * @throws RecordsError `invalid_record_key`
 */
export function chooseRecordKey(
  { nsid, key }: RecordSchema<unknown>,
  given: string | undefined,
  make?: () => string,
): string {
  const literal = /^literal:(.*)/.exec(key)?.[1];
  // The key of a `nsid` collection means something: nobody can make it up.
  const rkey = given ?? literal ?? (key === "nsid" ? undefined : make?.());
  // A key of kind `tid` need not be one: old records have others.
  const fits = key === "nsid" ? isNsid(rkey) : literal === undefined || rkey === literal;
  if (fits && isRecordKey(rkey)) return rkey;
  const got = rkey === undefined ? "none" : JSON.stringify(rkey);
  throw recordsError("invalid_record_key", `${nsid}: expected a record key (${key}) as \`rkey\`, got ${got}`);
}

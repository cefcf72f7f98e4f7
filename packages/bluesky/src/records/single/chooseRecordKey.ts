import type { RecordSchema } from "../../schema/RecordSchema.ts";
import { isNsid } from "../../syntax/nsid.ts";
import { isRecordKey } from "../../syntax/recordKey.ts";
import { nextTid } from "../../syntax/tid.ts";
import { recordsError } from "./RecordsError.ts";
import { checkSchema } from "./value/checkSchema.ts";

/**
 * The key of a record: the one given, or the one that the lexicon fixes, or else what `make` makes of it.
 *
 * @throws {RecordsError} `invalid_record_key`
 * @throws {InvalidOptionError}
 */
export function chooseRecordKey(schema: RecordSchema<unknown>, given: string | undefined, make?: () => string): string {
  checkSchema(schema);
  const { nsid, key } = schema;
  const literal = /^literal:(.*)/.exec(key)?.[1];
  // The key of a `nsid` collection means something: nobody can make it up.
  const rkey = given ?? literal ?? (key === "nsid" ? undefined : make?.());
  // A key of kind `tid` need not be one: old records have others.
  const fits = key === "nsid" ? isNsid(rkey) : literal === undefined || rkey === literal;
  if (fits && isRecordKey(rkey)) return rkey;
  const got = rkey === undefined ? "none" : JSON.stringify(rkey);
  throw recordsError("invalid_record_key", `${nsid}: expected a record key (${key}) as \`rkey\`, got ${got}`);
}

/**
 * The key of a new record, and whether it was made for it, so that what is under it can be no other.
 *
 * @throws {RecordsError} `invalid_record_key`
 * @throws {InvalidOptionError}
 */
export function chooseNewKey(
  schema: RecordSchema<unknown>,
  given: string | undefined,
  make: () => string = nextTid,
): { readonly rkey: string; readonly keyMade: boolean } {
  let keyMade = false;
  const rkey = chooseRecordKey(schema, given, () => {
    keyMade = true;
    return make();
  });
  return { rkey, keyMade };
}

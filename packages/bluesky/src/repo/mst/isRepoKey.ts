import { isNsid } from "../../syntax/nsid.ts";
import { isRecordKey } from "../../syntax/recordKey.ts";

/** The last collection that was one: keys of a collection stand together. */
let known = "";

/** Whether a text is the key of a record in a repository: `collection/rkey`. */
export function isRepoKey(key: string): boolean {
  const slash = key.indexOf("/");
  if (slash < 1 || !isRecordKey(key.slice(slash + 1))) return false;
  if (known.length === slash && key.startsWith(known)) return true;
  const collection = key.slice(0, slash);
  if (!isNsid(collection)) return false;
  known = collection;
  return true;
}

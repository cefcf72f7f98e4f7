import { isLegacyBlob } from "../../../data/blob.ts";
import { cidForRecord } from "../../../data/cidFor.ts";

/**
 * The CID that a record has once a server has stored it: of its JSON, because that is what is sent, and with U+FFFD in the place of
 * each half of a surrogate pair, because UTF-8 has none.
 *
 * @returns undefined of what is not of the data model, and of what a server stores in another form than it was sent: that
 * cannot be compared
 */
export async function storedCid(record: unknown): Promise<string | undefined> {
  try {
    // JSON has whole pairs as they are, and escapes halves.
    const json = JSON.stringify(record).replace(/\\(?:(ud[89a-f]..)|.)/gs, (escaped, half) =>
      half ? "\ufffd" : escaped,
    );
    return await cidForRecord(JSON.parse(json, refuseLegacyBlob));
  } catch {
    return undefined;
  }
}

/**
 * Whether what a server gives is the record that was sent: by the CID that it says, or by its value.
 *
 * @returns undefined where that cannot be told
 */
export async function isStored(
  record: unknown,
  found: { readonly cid?: string | undefined; readonly value: unknown },
): Promise<boolean | undefined> {
  const cid = await storedCid(record);
  return cid === undefined ? undefined : cid === found.cid || cid === (await storedCid(found.value));
}

/** The official server puts blobs of today's form in their place. */
function refuseLegacyBlob(_: string, part: unknown): unknown {
  if (isLegacyBlob(part)) throw new TypeError("a blob of the first days");
  return part;
}

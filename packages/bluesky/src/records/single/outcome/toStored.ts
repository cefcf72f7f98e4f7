import { isLegacyBlob } from "../../../data/blob.ts";

/**
 * A record as it comes to a server: its JSON, because that is what is sent, with U+FFFD in the place of each half of a surrogate
 * pair, because UTF-8 has none.
 *
 * @throws {TypeError} of what a server stores in another form than it was sent, and of what has no JSON
 */
export function toStored(record: unknown): unknown {
  // JSON has whole pairs as they are, and escapes halves.
  const json = JSON.stringify(record).replace(/\\(?:(ud[89a-f]..)|.)/gs, (escaped, half) =>
    half ? "\ufffd" : escaped,
  );
  return JSON.parse(json, refuseLegacyBlob);
}

/** The official server puts blobs of today's form in their place. */
function refuseLegacyBlob(_: string, part: unknown): unknown {
  if (isLegacyBlob(part)) throw new TypeError("a blob of the first days");
  return part;
}

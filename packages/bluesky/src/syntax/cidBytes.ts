/** How many bytes a CID may have. */
const MOST = 100;

/** What the bytes of a CID say. */
export interface CidBytes {
  readonly codec: number;
  /** The hash function. */
  readonly hash: number;
  /** Where the digest begins. */
  readonly start: number;
}

/**
 * Reads the bytes of a CID of version 1: four numbers, each in its shortest form, and a digest as long as the last of them says.
 *
 * @returns `undefined` where they are not one, or more than 100
 */
export function readCidBytes(bytes: Uint8Array): CidBytes | undefined {
  const varints: number[] = [];
  let at = 0;
  for (let value = 0, factor = 1; varints.length < 4; factor *= 128) {
    const byte = bytes[at++];
    if (byte === undefined || (byte === 0 && factor > 1)) return undefined;
    value += (byte & 127) * factor;
    if (byte > 127) continue;
    varints.push(value);
    value = 0;
    factor = 1 / 128;
  }
  const [version, codec = 0, hash = 0, length = 0] = varints;
  if (version !== 1 || bytes.length !== at + length || bytes.length > MOST) return undefined;
  return { codec, hash, start: at };
}

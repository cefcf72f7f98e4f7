import zlib from "node:zlib";

/** Compresses messages, each as one frame of zstd. */
export interface Compressor {
  /** What the dictionary is called. `undefined`: there is none. */
  readonly dictionaryId: number | undefined;
  compress(data: Uint8Array): Uint8Array;
}

/** How a dictionary that was trained begins (RFC 8878, 5). */
const MAGIC = 0xec30a437;

/**
 * Makes a compressor. `undefined` where this Node has no zstd.
 *
 * @param dictionary bytes of one that was trained, which has an id, or any others, which are called 1
 */
export function createCompressor(dictionary: Uint8Array | undefined): Compressor | undefined {
  // Node has it from 22.15 and 23.8 on; as a name that is imported it would keep this module from loading before.
  const { zstdCompressSync } = zlib;
  if (typeof zstdCompressSync !== "function") return undefined;
  if (dictionary === undefined) return { dictionaryId: undefined, compress: (data) => zstdCompressSync(data) };
  const bytes = Buffer.from(dictionary);
  const isTrained = bytes.byteLength >= 8 && bytes.readUInt32LE(0) === MAGIC;
  // Its types do not have it in every version of Node that has it.
  const options: object = { dictionary: bytes };
  return {
    dictionaryId: isTrained ? bytes.readUInt32LE(4) : 1,
    compress: (data) => zstdCompressSync(data, options),
  };
}

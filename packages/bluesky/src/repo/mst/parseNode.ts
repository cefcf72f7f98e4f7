import { sliceUtf8 } from "../../platform/bytes/sliceUtf8.ts";
import { type ByteCursor, readHead, takeBytes } from "../car/cborFields.ts";
import { type RepoErrorReason, repoError } from "../model/RepoError.ts";
import { isRepoKey } from "./isRepoKey.ts";
import { keyDepth } from "./keyDepth.ts";

/** A node of the tree of keys. `trees[i]` is what stands behind `keys[i]`, and in front of the next one. */
export interface TreeNode {
  /** How far above the bottom it is. Unknown of a node without keys whose place is not known. */
  readonly layer: number;
  readonly left: Uint8Array | undefined;
  readonly keys: readonly string[];
  readonly values: readonly Uint8Array[];
  readonly trees: readonly (Uint8Array | undefined)[];
}

/** Where a node stands. */
export interface NodePlace {
  /** How far above the bottom it must be. `undefined`: at the top. */
  readonly layer?: number | undefined;
  /** All keys are greater. */
  readonly lower?: string | undefined;
  /** All keys are smaller. */
  readonly upper?: string | undefined;
  /** Whether the depth of each key is held to its hash. */
  readonly isStrict: boolean;
}

/** Longer than a collection, a slash and a record key can be. */
const LONGEST_KEY = 1024;

/** Put together here, one after the other. Made at the first use: loading this module does nothing. */
let scratch: Uint8Array | undefined;

/**
 * Reads a node. Its bytes must be the only ones that say the same, and its keys those that belong to its place.
 *
 * @throws {RepoError} `tree_invalid`
 */
export function parseNode(bytes: Uint8Array, place: NodePlace, cid: () => string): TreeNode {
  const refuse = (reason: RepoErrorReason, what: string, path?: string): never => {
    const message = `The tree of the repository is not canonical: ${what}, in its node ${cid()}`;
    throw repoError("tree_invalid", reason, message, { cid: cid(), path });
  };
  const malformed = (): never => refuse("node_malformed", "expected entries and links in DAG-CBOR, got something else");
  const cursor: ByteCursor = { bytes, at: 0 };
  if (!takeBytes(cursor, 0xa2, 0x61, 0x65)) malformed();
  const count = readHead(cursor, 4) ?? malformed();
  const keys: string[] = [];
  const values: Uint8Array[] = [];
  const trees: (Uint8Array | undefined)[] = [];
  scratch ??= new Uint8Array(LONGEST_KEY);
  let { layer } = place;
  let previous = place.lower;
  let previousLength = 0;
  for (let i = 0; i < count; i++) {
    if (!takeBytes(cursor, 0xa4, 0x61, 0x6b)) malformed();
    const length = readHead(cursor, 2) ?? malformed();
    const start = cursor.at;
    cursor.at += length;
    if (!takeBytes(cursor, 0x61, 0x70)) malformed();
    const shared = readHead(cursor, 0) ?? malformed();
    if (shared > previousLength) refuse("wrong_prefix", `a key shares ${shared} bytes with one of ${previousLength}`);
    if (shared + length > LONGEST_KEY) refuse("invalid_key", `a key has ${shared + length} bytes`);
    // What is shared most is what the next byte differs in.
    if (length > 0 && shared < previousLength && i > 0 && bytes[start] === scratch[shared]) {
      refuse("wrong_prefix", "a key shares more with the one before than it says");
    }
    for (let j = 0; j < length; j++) scratch[shared + j] = bytes[start + j] ?? 0;
    previousLength = shared + length;
    const key = sliceUtf8(scratch, 0, previousLength);
    if (key === undefined || !isRepoKey(key))
      return refuse("invalid_key", `${JSON.stringify(key)} is no key of a record`, key);
    if (previous !== undefined && key <= previous) {
      if (i === 0) refuse("out_of_range", `${key} stands behind ${previous}`, key);
      if (key === previous) refuse("duplicate_key", `${key} stands there twice`, key);
      refuse("unordered_keys", `${key} stands behind ${previous}`, key);
    }
    if (place.isStrict) {
      const depth = keyDepth(scratch.subarray(0, previousLength));
      layer ??= depth;
      if (depth !== layer)
        refuse("wrong_depth", `${key} belongs ${depth} above the bottom and stands at ${layer}`, key);
    }
    previous = key;
    keys.push(key);
    if (!takeBytes(cursor, 0x61, 0x74)) malformed();
    trees.push(readLink(cursor, true) ?? undefined);
    if (!takeBytes(cursor, 0x61, 0x76)) malformed();
    values.push(readLink(cursor, false) ?? malformed());
  }
  if (!takeBytes(cursor, 0x61, 0x6c)) malformed();
  const left = readLink(cursor, true) ?? undefined;
  if (cursor.at !== bytes.length || cursor.at < 0) malformed();
  if (previous !== undefined && place.upper !== undefined && previous >= place.upper && keys.length > 0) {
    refuse("out_of_range", `${previous} stands in front of ${place.upper}`, previous);
  }
  if (keys.length === 0) {
    const isTop = place.layer === undefined;
    if (left && isTop) refuse("pointer_only_top", "its top has no keys, only a pointer");
    if (!left && !isTop) refuse("empty_node", "it has neither keys nor a pointer");
  }
  if (layer === 0 && (left || trees.some((tree) => tree !== undefined))) {
    refuse("below_bottom", "it has nodes below the bottom");
  }
  return { layer: layer ?? 0, left, keys, values, trees };
}

/** A link to a block of DAG-CBOR with SHA-256; `undefined` for nothing where that may be. Anything else ends beyond the block. */
function readLink(cursor: ByteCursor, isOptional: boolean): Uint8Array | undefined {
  const { bytes, at } = cursor;
  if (isOptional && bytes[at] === 0xf6) {
    cursor.at++;
    return undefined;
  }
  const isLink = takeBytes(cursor, 0xd8, 0x2a, 0x58, 0x25, 0x00, 0x01, 0x71, 0x12, 0x20);
  cursor.at = at + 41;
  if (isLink && cursor.at <= bytes.length) return bytes.subarray(at + 5, at + 41);
  // Nothing that follows is read as if it belonged here.
  cursor.at = Number.NEGATIVE_INFINITY;
  return undefined;
}

import type { DataValue } from "../../data/dataValue.ts";
import { decodeCbor, decodeCborFirst } from "../../data/decodeCbor.ts";
import { isObject } from "../../data/isObject.ts";
import { reasonOf } from "../../errors/createError.ts";
import { FrameFault } from "./FrameFault.ts";
import type { FrameFilter } from "./FrameFilter.ts";
import { type CommitPlaces, readCommit } from "./readCommit.ts";

/** The body of a frame that is no commit, as it was decoded. */
export interface OtherBody {
  readonly [key: string]: DataValue | undefined;
}

/** A frame of `com.atproto.sync.subscribeRepos` and its like. */
export interface Frame {
  readonly type: string;
  /** Of `#commit`. */
  readonly commit?: CommitPlaces | undefined;
  /** Of all other kinds. */
  readonly body?: OtherBody | undefined;
  /** Of errors, which end a stream. */
  readonly error?: { readonly name: string; readonly message: string | undefined } | undefined;
}

/** `{ t: "#commit", op: 1 }`, the header of nearly every frame. */
const COMMIT = [0xa2, 0x61, 0x74, 0x67, 0x23, 0x63, 0x6f, 0x6d, 0x6d, 0x69, 0x74, 0x62, 0x6f, 0x70, 0x01];

/**
 * Reads a frame.
 *
 * @returns `undefined` for one of a kind that is not known: such are skipped
 * @throws {unknown} a `FrameFault`
 * @see https://atproto.com/specs/event-stream
 */
export function readFrame(given: Uint8Array, filter: FrameFilter): Frame | undefined {
  const { buffer, byteOffset, byteLength } = given;
  // A `Buffer` is bytes too, but its `slice` shares memory.
  const bytes = given.constructor === Uint8Array ? given : new Uint8Array(buffer, byteOffset, byteLength);
  if (isCommit(bytes)) return { type: "#commit", commit: explained(bytes, COMMIT.length, filter) };
  const { value: header, rest } = slowly(() => decodeCborFirst(bytes));
  if (!isObject(header)) throw new FrameFault("its header is no map");
  const { op, t } = header;
  if (op === -1) {
    const body = slowly(() => decodeCbor(rest));
    const { error, message } = isObject(body) ? body : {};
    const name = typeof error === "string" ? error : "Unknown";
    return { type: "error", error: { name, message: typeof message === "string" ? message : undefined } };
  }
  if (op !== 1 || typeof t !== "string") return undefined;
  if (t === "#commit") return { type: "#commit", commit: explained(bytes, bytes.length - rest.length, filter) };
  if (!KNOWN.includes(t)) return undefined;
  const body = slowly(() => decodeCbor(rest));
  if (!isObject(body)) throw new FrameFault(`expected a map as ${t}`);
  return { type: t, body: body as OtherBody }; // data, as it was decoded
}

const KNOWN = ["#identity", "#account", "#sync", "#info", "#labels"];

function isCommit(bytes: Uint8Array): boolean {
  for (let i = 0; i < COMMIT.length; i++) if (bytes[i] !== COMMIT[i]) return false;
  return true;
}

/** What is wrong is said by the decoder that keeps paths, where it finds it too. */
function explained(bytes: Uint8Array, at: number, filter: FrameFilter): CommitPlaces {
  try {
    return readCommit(bytes, at, filter);
  } catch (fault) {
    if (!(fault instanceof FrameFault)) throw fault;
    try {
      decodeCbor(bytes.subarray(at));
    } catch (error) {
      throw new FrameFault(reasonOf(error), fault.seq);
    }
    throw fault;
  }
}

function slowly<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw new FrameFault(reasonOf(error));
  }
}

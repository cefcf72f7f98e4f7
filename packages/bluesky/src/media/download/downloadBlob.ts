import { saveFile } from "#save-file";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { getBlob } from "../../lexicons/com/atproto/sync/getBlob.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { collectChunks } from "../../platform/http/collectChunks.ts";
import { isMediaType } from "../../xrpc/attempt/mediaType.ts";
import type { BinaryOutput } from "../../xrpc/contract/Binary.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { mediaError } from "../model/MediaError.ts";
import { type BlobTarget, readTarget } from "./BlobTarget.ts";
import { toServer } from "./toServer.ts";
import { checkBlobCid, tooLarge, verifyChunks } from "./verifyChunks.ts";

/** As large as a video can be, which is more than anything else. */
const DEFAULT_MAX_SIZE = 300_000_000;

/** Options of {@link downloadBlob}. */
export interface DownloadOptions extends CallOptions {
  /** Media types that are taken: `"image/*"`, `["video/mp4", "text/vtt"]`. @default all */
  readonly accept?: string | readonly string[] | undefined;
  /** How many bytes are taken. @default 300_000_000 */
  readonly maxSize?: number | undefined;
}

/**
 * A blob on its way. Nothing of it has been read yet: read it once, in one of these ways, or `cancel` it. It is an async iterable of
 * chunks, too. However it is read, its end comes only when its CID has been verified: what is wrong ends with `blob_mismatch`.
 */
export interface DownloadedBlob extends BinaryOutput {
  /** Its CID. */
  readonly cid: string;
  /**
   * Writes it to a file, where there is Node's file system. The file is there when it is whole, and not before.
   *
   * @throws {InvalidOptionError} where there are no files
   */
  save(target: { readonly path: string }): Promise<void>;
}

/**
 * Downloads a blob: an image, a video, captions. It comes from the server of the account that has it, as it was uploaded. Its type is
 * looked at before it is read, its size while it is read, and its hash is computed on the way: what is read to its end is what its CID
 * stands for. It takes as much memory as a chunk, but for `bytes` and `blob`.
 *
 * @throws {MediaError} `blob_refused`, and as it is read `blob_refused` and `blob_mismatch`
 * @throws {InvalidOptionError}
 * @throws {InvalidDataError} where the CID is none
 * @throws {IdentityError} where the client finds no server of the account
 * @throws {CallError}
 * @example
 * ```ts
 * const blob = await downloadBlob(client, { did, cid }, { accept: "image/*", maxSize: 2_000_000 });
 * await blob.save({ path: "cat.jpg" }); // or: await blob.bytes(), blob.stream, for await (const chunk of blob)
 * ```
 * @see https://atproto.com/specs/blob
 */
export async function downloadBlob(
  client: ClientLike,
  target: BlobTarget,
  options: DownloadOptions = {},
): Promise<DownloadedBlob> {
  const { did, cid, mimeType } = readTarget(target);
  const { accept, maxSize = DEFAULT_MAX_SIZE, ...call } = options;
  if (typeof maxSize !== "number" || !(maxSize >= 0)) {
    throw invalidOption("maxSize", `Expected a number of bytes, got ${typeOf(maxSize)}.`);
  }
  checkBlobCid(cid);
  const wanted = accept === undefined ? undefined : [accept].flat();
  const refuse = (type: string): void => {
    if (!wanted || wanted.some((range) => isMediaType(type, range))) return;
    throw mediaError("blob_refused", `blob ${cid} was given up: expected ${wanted.join(" or ")}, got ${type}`);
  };
  // What a record says of it is known before anybody is asked.
  if (mimeType !== undefined) refuse(mimeType);
  const answer = await getBlob(client, { did, cid }, await toServer(client, did, call));
  const { encoding, size } = answer;
  try {
    refuse(encoding);
    if (size !== undefined && size > maxSize) throw tooLarge(cid, maxSize);
  } catch (error) {
    quietly(() => answer.cancel());
    throw error;
  }
  return verified(answer, { cid, max: maxSize });
}

/** An answer whose chunks are verified, in all the ways in which it is read. */
function verified(answer: BinaryOutput, { cid, max }: { readonly cid: string; readonly max: number }): DownloadedBlob {
  const { encoding, size } = answer;
  const chunks = verifyChunks(answer, { cid, max });
  const bytes = (): Promise<Uint8Array<ArrayBuffer>> =>
    collectChunks({
      async read() {
        const { done, value } = await chunks.next();
        return done ? { done: true, value: undefined } : { done: false, value };
      },
    });
  let stream: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  return {
    cid,
    encoding,
    size,
    bytes,
    get stream() {
      stream ??= toStream(chunks, () => answer.cancel());
      return stream;
    },
    blob: async () => new Blob([await bytes()], { type: encoding }),
    cancel: () => answer.cancel(),
    async save(target) {
      const { path } = Object(target);
      if (!saveFile) throw invalidOption("path", "Expected no path: there are no files on this platform.");
      if (typeof path !== "string") throw invalidOption("path", `Expected a path, got ${typeOf(path)}.`);
      await saveFile(path, chunks);
    },
    [Symbol.asyncIterator]: () => chunks,
  };
}

function toStream(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>,
  cancel: () => Promise<void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        quietly(cancel);
      },
    },
    { highWaterMark: 0 },
  );
}

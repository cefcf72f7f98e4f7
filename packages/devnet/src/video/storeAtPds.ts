import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

/** Why the PDS did not take a video. */
export class StoreError extends Error {
  /** As the status of a job says it. */
  readonly failureCode: string;

  constructor(failureCode: string, message: string) {
    super(message);
    this.failureCode = failureCode;
  }
}

/** A reference to a blob, as the PDS gives it. */
export interface StoredBlob {
  readonly $type: "blob";
  readonly ref: { readonly $link: string };
  readonly mimeType: string;
  readonly size: number;
}

/**
 * Gives a video to the PDS, with the token of its owner, as it was uploaded. What is no MP4 is put into one as it is, for a post can hold
 * nothing else: nothing is transcoded.
 *
 * @throws {StoreError}
 */
export async function storeAtPds(pds: string, path: string, token: string): Promise<StoredBlob> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(12);
    await file.read(head, 0, 12, 0);
    const isMp4 = head.toString("latin1", 4, 8) === "ftyp" && head.toString("latin1", 8, 12) !== "qt  ";
    const before = isMp4 ? Buffer.alloc(0) : wrapInMp4(size);
    const url = new URL("/xrpc/com.atproto.repo.uploadBlob", pds);
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "video/mp4",
      "content-length": before.length + size,
    };
    // A connection of its own: an idle one may be closed by the PDS just then.
    const outgoing = request(url, { method: "POST", headers, agent: false });
    const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
      outgoing.on("error", reject);
      outgoing.on("response", (response) => {
        text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
      });
    });
    outgoing.write(before);
    const sent = pipeline(createReadStream(path), outgoing).catch(() => {}); // what the PDS says, says why
    const { status, body } = await answered.catch((error: unknown) => {
      throw new StoreError("pds_upload_failure", String(error));
    });
    await sent;
    if (status === 200) return JSON.parse(body).blob;
    const isTooLarge = status === 413 || /large/i.test(body);
    const code = isTooLarge ? "pds_upload_unsupported_blob_size" : "pds_upload_failure";
    throw new StoreError(code, `the PDS answered ${status}: ${body.slice(0, 300)}`);
  } finally {
    await file.close();
  }
}

/** The boxes that make an MP4 of what follows them, though not one that plays. */
function wrapInMp4(size: number): Buffer {
  const ftyp = Buffer.from("\0\0\0\x14ftypmp42\0\0\0\0mp42", "latin1");
  const mdat = Buffer.from("\0\0\0\0mdat", "latin1");
  mdat.writeUInt32BE(8 + size);
  return Buffer.concat([ftyp, mdat]);
}

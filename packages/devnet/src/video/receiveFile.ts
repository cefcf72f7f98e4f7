import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { VideoError } from "./VideoError.ts";

/** A body that has arrived, in a file. */
export interface ReceivedFile {
  readonly path: string;
  readonly size: number;
  /** SHA-256, as hex. */
  readonly sha256: string;
}

/**
 * Takes the body of a request into a file, so that it never is in memory as a whole.
 *
 * @throws {VideoError} where it is larger than it may be, or ends too early
 */
export async function receiveFile(request: IncomingMessage, path: string, limit: number): Promise<ReceivedFile> {
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash("sha256");
  let size = 0;
  try {
    const count = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > limit) throw new VideoError(413, "VideoTooLarge", `expected at most ${limit} bytes`);
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(request, count, createWriteStream(path));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, size, sha256: hash.digest("hex") };
}

/** For Node, Deno and Bun. */
import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";

/** Writes chunks to a file, which is put in its place when all of it is there. */
export async function saveFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  // Several may write to one place at once: the last one wins.
  const beside = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    const file = await open(beside, "wx");
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}

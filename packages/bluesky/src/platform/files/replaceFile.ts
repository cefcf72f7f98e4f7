import { chmod, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file beside the old one, `PATH.new`, and puts it in its place: whatever happens, there is the old one or the new one. Its
 * owner alone can read it. Call it for one at a time: the name beside is fixed.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const beside = newOf(path);
  // One that a crash has left would keep its mode.
  await rm(beside, { force: true });
  try {
    await writeNew(beside, text, { sync: true });
    await chmod(beside, 0o600);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Removes a file, and what a crash may have left beside it. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(newOf(path), { force: true });
  await syncFolder(dirname(path));
}

/** Writes a file that is not there yet, for its owner alone. */
export async function writeNew(path: string, text: string, { sync = false }: { sync?: boolean } = {}): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    if (sync) await file.sync();
  } finally {
    await file.close();
  }
}

function newOf(path: string): string {
  return `${path}.new`;
}

/** So that it survives a loss of power too, where the platform has that. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {}
}

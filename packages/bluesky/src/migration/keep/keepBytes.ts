import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { builtinModule } from "../../platform/builtinModule.ts";
import { migrationError } from "../contract/MigrationError.ts";

/** Bytes that are sent later, as often as it takes. */
export interface KeptBytes {
  readonly body: Blob | Uint8Array<ArrayBuffer>;
  /** Forgets them. */
  drop(): Promise<void>;
}

/** How many bytes stay in memory. */
const MOST_IN_MEMORY = 1 << 20;

/** What is used of `node:fs` and `node:os`. */
interface Files {
  readonly promises: {
    mkdtemp(prefix: string): Promise<string>;
    open(path: string, flags: "wx", mode: number): Promise<OpenFile>;
    rm(path: string, options: { readonly recursive: true; readonly force: true }): Promise<void>;
  };
  openAsBlob?(path: string): Promise<Blob>;
}

interface OpenFile {
  writeFile(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps bytes that arrive, to send them with their length, which servers want to know, and again if that fails. What is large is kept in
 * a file of the folder for such files where there is one, else in a `Blob`, which browsers keep outside of the memory of programs.
 *
 * @throws {MigrationError} `migration_incomplete` where there is no room for them
 * @throws {unknown} what the chunks end with
 */
export async function keepBytes(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<KeptBytes> {
  const parts: Blob[] = [];
  let held: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let file: Spool | undefined;
  try {
    for await (const chunk of chunks) {
      held.push(chunk);
      size += chunk.length;
      if (size <= MOST_IN_MEMORY) continue;
      file ??= parts.length === 0 ? await openSpool() : undefined;
      if (file) for (const one of held) await file.write(one);
      else if (canJoin()) parts.push(new Blob(held));
      else continue;
      [held, size] = [[], 0];
    }
    if (file) {
      for (const one of held) await file.write(one);
      return { body: await file.toBlob(), drop: file.drop };
    }
    const body = parts.length > 0 ? new Blob([...parts, ...held]) : join(held);
    return { body, drop: async () => {} };
  } catch (cause) {
    await file?.drop();
    if (isBlueskyError(cause)) throw cause;
    throw migrationError("migration_incomplete", "What has to be sent on cannot be kept on this machine.", { cause });
  }
}

/** A file that is there until it is dropped. */
interface Spool {
  write(bytes: Uint8Array): Promise<void>;
  toBlob(): Promise<Blob>;
  drop(): Promise<void>;
}

/** @returns `undefined` where there are no files, or none may be written */
async function openSpool(): Promise<Spool | undefined> {
  const files = builtinModule<Files>("node:fs");
  const folders = builtinModule<{ tmpdir(): string }>("node:os");
  if (!files?.openAsBlob || !folders) return undefined;
  const { promises, openAsBlob } = files;
  try {
    const folder = await promises.mkdtemp(`${folders.tmpdir()}/bluesky-migration-`);
    const path = `${folder}/kept`;
    const file = await promises.open(path, "wx", 0o600);
    return {
      write: (bytes) => file.writeFile(bytes),
      async toBlob() {
        await file.close();
        return openAsBlob(path);
      },
      async drop() {
        await file.close().catch(() => {});
        // What is left there the system removes some day.
        await promises.rm(folder, { recursive: true, force: true }).catch(() => {});
      },
    };
  } catch {
    return undefined;
  }
}

/** React Native has a `Blob` that takes no bytes. */
function canJoin(): boolean {
  try {
    return new Blob([new Uint8Array(1)]).size === 1;
  } catch {
    return false;
  }
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}

/** For Node, Deno and Bun only: repositories in files and folders. */
import * as fs from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { saveFile } from "../media/download/saveFile.node.ts";
import { isCode } from "../platform/files/isCode.ts";
import { replaceFile } from "../platform/files/replaceFile.ts";
import type { CarFile } from "../repo/car/CarSource.ts";
import type { CommitKeyOptions } from "../repo/commit/verifyCommit.ts";
import type { ClientLike } from "../xrpc/contract/Call.ts";
import { checkExport, openExport } from "./checkExport.ts";
import type { ExportOptions, ExportResult, RepoExport } from "./contract/ExportOptions.ts";
import type { ImportOptions, ImportResult } from "./contract/ImportOptions.ts";
import type { Folder } from "./folder/Folder.ts";
import { blobName, carName } from "./folder/Manifest.ts";
import { readContent } from "./folder/readContent.ts";
import { runExport } from "./runExport.ts";
import { type ImportSource, runImport } from "./runImport.ts";

export type { ExportOptions, ExportResult, RepoExport } from "./contract/ExportOptions.ts";
export type { ImportOptions, ImportResult } from "./contract/ImportOptions.ts";
export type { MissingBlob } from "./contract/MissingBlob.ts";
export type { TransferProgress } from "./contract/TransferProgress.ts";

/** Options of {@link verifyExport}. It needs `key` or `identity`. */
export interface VerifyExportOptions extends CommitKeyOptions {
  /** Whose export it must be. @default the account that its manifest names */
  readonly did?: string | undefined;
}

/**
 * A CAR on disk, as a source that can be read in any order and more than once. Nothing is read before it is asked for.
 *
 * @param path of the file. What is wrong with it is thrown when it is read
 * @example
 * ```ts
 * import { readRepo } from "bluesky/repo";
 * import { carFile } from "bluesky/repo/file";
 *
 * for await (const { uri } of readRepo(carFile("repo.car"), { identity })) console.log(uri);
 * ```
 */
export function carFile(path: string): CarFile {
  return {
    async *chunks() {
      yield* fs.createReadStream(path, { highWaterMark: 262_144 });
    },
    async read(start, end) {
      const file = await open(path, "r");
      try {
        const bytes = new Uint8Array(Math.max(0, end - start));
        let length = 0;
        while (length < bytes.length) {
          const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length);
          if (bytesRead === 0) break;
          length += bytesRead;
        }
        return bytes.subarray(0, length);
      } finally {
        await file.close();
      }
    },
  };
}

/**
 * Exports an account's repository and its blobs to a folder: `REV.car`, `blobs/CID` for each blob, and `manifest.json`. Anybody's
 * can be: it is public. All of it is verified as it comes: the repository with the signature of its account, each blob by its CID. It
 * comes from the account's own server, as a stream, and is never whole in memory.
 *
 * A program that was stopped, at any moment, is started again with the same folder, and goes on with what is not there yet. So does one
 * that is run every night: where the repository has changed, only the difference is downloaded and joined to what is there, and records
 * that were deleted are gone. Until the new export is complete, the folder has the old one. Blobs that no record refers to any more stay,
 * unless `prune` is set. The folder is for one program at a time.
 *
 * Blobs that the server does not have are named in `missing`, and asked for again the next time. Preferences, mutes, drafts and messages are
 * no part of a repository.
 *
 * @param actor the DID or handle of the account
 * @throws {RepoError} where the repository is not what its account has signed; `export_invalid` with `other_account` for a folder of another one
 * @throws {IdentityError} where the account is not to be found
 * @throws {InvalidOptionError}
 * @throws {CryptoError} `invalid_key` for a `key` that is none
 * @throws {AbortedError}
 * @throws {CallError}
 * @throws {unknown} what `onProgress`, `identity` and the file system throw
 * @example
 * ```ts
 * import { exportRepo } from "bluesky/repo/file";
 *
 * const { records, blobs, missing } = await exportRepo(bsky, "alice.example.com", { folder: "alice" });
 * ```
 * @see https://atproto.com/guides/account-migration
 */
export async function exportRepo(client: ClientLike, actor: string, options: ExportOptions): Promise<ExportResult> {
  const { folder, ...rest } = options;
  await mkdir(join(folder, "blobs"), { recursive: true });
  const result = await runExport(client, actor, openFolder(folder), rest);
  return { ...result, car: join(folder, result.car) };
}

/**
 * Verifies an export: that the repository is all of what its account has signed, and that each blob that its records refer to is there
 * and unchanged, but for those that were missing when it was made. With `key` nothing is asked of the network; `identity` fetches
 * the DID document.
 *
 * @throws {RepoError} `export_invalid` where the folder is not what its manifest says, and the other codes for the repository itself
 * @throws {InvalidOptionError} if there is neither a key nor what gives one
 * @throws {CryptoError} `invalid_key` for a `key` that is none
 * @throws {AbortedError}
 * @throws {unknown} what `identity` and the file system throw
 * @example
 * ```ts
 * import { createIdentityResolver } from "bluesky/identity";
 * import { verifyExport } from "bluesky/repo/file";
 *
 * const { did, rev, records } = await verifyExport("alice", { identity: createIdentityResolver() });
 * ```
 */
export async function verifyExport(folder: string, options: VerifyExportOptions): Promise<RepoExport> {
  const result = await checkExport(openFolder(folder), options);
  return { ...result, car: join(folder, result.car) };
}

/**
 * Imports an export, or a single CAR, into the account that it is of: on another server, or on one that has lost it. All of it is
 * verified before anything is written. Blobs come from the folder, and only those that the server says it lacks are sent, so it can be
 * done again where it was stopped.
 *
 * The account must be there and deactivated, as `createAccount` with service auth makes it: an import replaces what an account has. To
 * move an account whose server still runs, use `migrateAccount` of `bluesky/migration`, which makes the account and changes the DID.
 *
 * @param client logged in to the account
 * @param from the folder of an export, the path of a CAR, or a CAR
 * @throws {RepoError} where it is not what its account has signed; `export_invalid` for the folder; `import_refused` where the account is
 *   another one or is active, or the server has other records afterwards
 * @throws {InvalidOptionError}
 * @throws {IdentityError} where the key is not to be found
 * @throws {CryptoError} `invalid_key` for a `key` that is none
 * @throws {AbortedError}
 * @throws {CallError}
 * @throws {unknown} what `onProgress`, `identity` and the file system throw
 * @example
 * ```ts
 * import { importRepo } from "bluesky/repo/file";
 *
 * const { records, blobs, missing } = await importRepo(client, "alice", { dryRun: true });
 * ```
 * @see https://atproto.com/guides/account-migration
 */
export async function importRepo(
  client: ClientLike,
  from: string | Blob | Uint8Array,
  options: ImportOptions = {},
): Promise<ImportResult> {
  return runImport(client, await openImport(from), options);
}

async function openImport(from: string | Blob | Uint8Array): Promise<ImportSource> {
  const alone = { blobs: async () => new Set<string>(), blob: async () => undefined };
  if (typeof from !== "string") return { ...alone, open: (read) => readContent(from, read), car: async () => from };
  if (!(await stat(from)).isDirectory()) {
    return { ...alone, open: (read) => readContent(carFile(from), read), car: () => openBlob(from) };
  }
  const folder = openFolder(from);
  let rev = "";
  return {
    async open(read) {
      const { content } = await openExport(folder, read);
      rev = content.commit.rev;
      return content;
    },
    car: () => openBlob(join(from, carName(rev))),
    blobs: async () => new Set(await folder.list("blobs")),
    blob: (cid) => folder.blob(blobName(cid)),
  };
}

function openFolder(path: string): Folder {
  const at = (name: string): string => join(path, name);
  const unlessThere = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      if (isCode(error, "ENOENT")) return undefined;
      throw error;
    }
  };
  return {
    list: async (below = ".") => (await unlessThere(readdir(at(below)))) ?? [],
    readText: (name) => unlessThere(readFile(at(name), "utf8")),
    replace: (name, text) => replaceFile(at(name), text),
    save: (name, chunks) => saveFile(at(name), chunks),
    rename: (from, to) => rename(at(from), at(to)),
    remove: (name) => rm(at(name), { force: true }),
    file: (name) => carFile(at(name)),
    blob: (name) => unlessThere(openBlob(at(name))),
  };
}

/** A file that is read as it is sent, where the platform has that. */
async function openBlob(path: string): Promise<Blob> {
  if (typeof fs.openAsBlob !== "function") return new Blob([await readFile(path)]);
  // What is not there would be found out only when it is read.
  await stat(path);
  return fs.openAsBlob(path);
}

import { checkSignal } from "../errors/checkSignal.ts";
import type { CommitKeyOptions } from "../repo/commit/verifyCommit.ts";
import { RepoError, type RepoErrorReason, repoError } from "../repo/model/RepoError.ts";
import type { RepoExport } from "./contract/ExportOptions.ts";
import type { Folder } from "./folder/Folder.ts";
import { hashBlob } from "./folder/hashBlob.ts";
import { blobName, carName, type Manifest, readManifest } from "./folder/Manifest.ts";
import { type BlobInfo, type Content, readContent } from "./folder/readContent.ts";

/** Holds a folder to its manifest, and all that is in it to what the account has signed. */
export async function checkExport(
  folder: Folder,
  options: CommitKeyOptions & { readonly did?: string | undefined },
): Promise<RepoExport> {
  checkSignal(options.signal);
  const { manifest, content } = await openExport(folder, options);
  const there = new Set(await folder.list("blobs"));
  const missing = new Set(manifest.missing.map(({ cid }) => cid));
  let blobs = 0;
  if (manifest.blobs !== null) {
    for (const [cid, info] of content.blobs) {
      checkSignal(options.signal);
      if (there.has(cid)) {
        await checkBlob(folder, cid, info);
        blobs++;
      } else if (!missing.has(cid)) {
        throw refuse("blob_missing", `the blob ${cid} of ${info.uri} is not there`, cid);
      }
    }
  }
  const { did, rev, commit } = manifest;
  return { did, rev, commit, car: carName(rev), records: content.records, blobs, missing: manifest.missing };
}

/** The manifest, and the repository that it names, verified. Blobs are not looked at. @throws {RepoError} */
export async function openExport(
  folder: Folder,
  options: CommitKeyOptions & {
    readonly did?: string | undefined;
    readonly onProgress?: Parameters<typeof readContent>[1]["onProgress"];
  },
): Promise<{ manifest: Manifest; content: Content }> {
  const manifest = await readManifest(folder);
  if (!manifest) throw refuse("no_manifest", "there is no manifest.json: its export was not finished");
  const { did = manifest.did } = options;
  if (manifest.did !== did) throw refuse("other_account", `expected one of ${did}, got one of ${manifest.did}`);
  const name = carName(manifest.rev);
  if (!(await folder.list()).includes(name)) throw refuse("other_commit", `${name}, which it names, is not there`);
  const content = await readContent(folder.file(name), { ...options, did }).catch((error: unknown) => {
    if (!(error instanceof RepoError) || error.reason !== "wrong_account") throw error;
    throw refuse("other_account", `${name} is not of ${did}`, error.cid, error);
  });
  const { cid } = content.commit;
  if (cid !== manifest.commit) throw refuse("other_commit", `expected ${manifest.commit} in ${name}, got ${cid}`, cid);
  return { manifest, content };
}

async function checkBlob(folder: Folder, cid: string, { uri }: BlobInfo): Promise<void> {
  const blob = await folder.blob(blobName(cid));
  if (blob && (await hashBlob(blob)) === cid) return;
  throw refuse("blob_changed", `the blob ${cid} of ${uri} was changed: remove it, and export again`, cid);
}

function refuse(reason: RepoErrorReason, what: string, cid?: string, cause?: unknown): RepoError {
  return repoError("export_invalid", reason, `The folder is not the export that it says it is: ${what}`, {
    cid,
    cause,
  });
}

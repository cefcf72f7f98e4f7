import { checkSignal } from "../errors/checkSignal.ts";
import { reasonOf } from "../errors/createError.ts";
import { invalidOption } from "../errors/InvalidOptionError.ts";
import { createIdentityResolver } from "../identity/createIdentityResolver.ts";
import { resolveHandle } from "../identity/resolveHandle.ts";
import { getLatestCommit } from "../lexicons/com/atproto/sync/getLatestCommit.ts";
import { getRepo } from "../lexicons/com/atproto/sync/getRepo.ts";
import { downloadBlob } from "../media/download/downloadBlob.ts";
import { toServer } from "../media/download/toServer.ts";
import { MediaError } from "../media/model/MediaError.ts";
import { callerOf } from "../records/single/limits/callerOf.ts";
import { countDown } from "../records/single/limits/countDown.ts";
import type { CommitKeyOptions } from "../repo/commit/verifyCommit.ts";
import { RepoError, repoError } from "../repo/model/RepoError.ts";
import { isDid } from "../syntax/did.ts";
import { isTid } from "../syntax/tid.ts";
import type { CallOptions, ClientLike } from "../xrpc/contract/Call.ts";
import { XrpcError } from "../xrpc/errors/XrpcError.ts";
import type { ExportOptions, ExportResult } from "./contract/ExportOptions.ts";
import type { MissingBlob } from "./contract/MissingBlob.ts";
import type { Folder } from "./folder/Folder.ts";
import { joinCars } from "./folder/joinCars.ts";
import { blobName, carName, readManifest, writeManifest } from "./folder/Manifest.ts";
import { type BlobInfo, type Content, readContent } from "./folder/readContent.ts";
import { refusalOf } from "./server/refusalOf.ts";

/** What is on its way. None of it counts, so a run that finds some removes it. */
const [ARRIVING, DIFFERENCE, JOINED] = ["arriving.new", "difference.new", "joined.new"] as const;

/** An export that is under way. */
interface Export {
  readonly client: ClientLike;
  readonly did: string;
  readonly folder: Folder;
  /** The options of the next call. */
  readonly call: () => CallOptions;
  readonly read: CommitKeyOptions & Pick<ExportOptions, "onProgress"> & { readonly did: string };
  readonly options: Omit<ExportOptions, "folder">;
}

/** Brings a folder to what the account is now. What is there already stays. */
export async function runExport(
  client: ClientLike,
  actor: string,
  folder: Folder,
  options: Omit<ExportOptions, "folder">,
): Promise<ExportResult> {
  const { blobs: withBlobs = true, parallel = 4, prune, key, identity, verifier, onProgress, ...rest } = options;
  const { signal } = rest;
  checkSignal(signal);
  if (!(Number.isInteger(parallel) && parallel > 0)) throw invalidOption("parallel", "Expected a number of downloads.");
  const { network, fetch } = callerOf(client).options;
  const did = isDid(actor) ? actor : await resolveHandle(actor, { network, fetch, signal });
  const manifest = await readManifest(folder).catch(() => undefined);
  if (manifest && manifest.did !== did) {
    const message = `The folder has the export of ${manifest.did}: expected ${did}, or a folder of its own`;
    throw repoError("export_invalid", "other_account", message);
  }
  await removeUnfinished(folder);
  const call = countDown(client, await toServer(client, did, rest));
  const known = { key, identity: identity ?? createIdentityResolver({ network, fetch }) };
  const run: Export = { client, did, folder, call, options, read: { ...known, verifier, signal, onProgress, did } };
  const { content, transfer } = await takeRepository(run);
  const { commit, records } = content;
  const { downloaded, missing } = withBlobs
    ? await takeBlobs(run, content.blobs, parallel)
    : { downloaded: 0, missing: [] };
  const blobs = withBlobs ? content.blobs.size - missing.length : null;
  const facts = { did, rev: commit.rev, commit: commit.cid, records, missing };
  await writeManifest(folder, { ...facts, blobs, at: new Date().toISOString() });
  for (const rev of await listCars(folder)) if (rev !== commit.rev) await folder.remove(carName(rev));
  if (prune && withBlobs) {
    for (const cid of await folder.list("blobs")) if (!content.blobs.has(cid)) await folder.remove(blobName(cid));
  }
  return { ...facts, blobs: blobs ?? 0, car: carName(commit.rev), transfer, downloaded };
}

/** What a run that was stopped has left half done. */
async function removeUnfinished(folder: Folder): Promise<void> {
  for (const name of await folder.list()) if (/\.(new|part)$/.test(name)) await folder.remove(name);
  for (const name of await folder.list("blobs")) if (/\.part$/.test(name)) await folder.remove(blobName(name));
}

/** The revisions of which there is a CAR, the newest last. A CAR has that name when all of it has been verified. */
async function listCars(folder: Folder): Promise<string[]> {
  const names = await folder.list();
  return names
    .filter((name) => name.endsWith(".car"))
    .map((name) => name.slice(0, -4))
    .filter(isTid)
    .sort();
}

async function takeRepository(run: Export): Promise<{ content: Content; transfer: ExportResult["transfer"] }> {
  const { client, did, folder, call, read } = run;
  const latest = await getLatestCommit(client, { did }, call());
  const base = (await listCars(folder)).at(-1);
  if (base !== undefined) {
    try {
      if (base === latest.rev) {
        const content = await readContent(folder.file(carName(base)), read);
        if (content.commit.cid === latest.cid) return { content, transfer: "none" };
      } else {
        return { content: await takeDifference(run, base), transfer: "difference" };
      }
    } catch (error) {
      // What is there was changed, or the server keeps no differences: then all of it comes anew.
      if (!(error instanceof RepoError) && !(error instanceof XrpcError && error.status < 500)) throw error;
    }
  }
  await folder.save(ARRIVING, await getRepo(client, { did }, call()));
  return { content: await accept(run, ARRIVING), transfer: "full" };
}

/** What has changed since an export, joined to it. */
async function takeDifference(run: Export, since: string): Promise<Content> {
  const { client, did, folder, call } = run;
  await folder.save(DIFFERENCE, await getRepo(client, { did, since }, call()));
  await folder.save(JOINED, await joinCars(folder.file(carName(since)), folder.file(DIFFERENCE)));
  const content = await accept(run, JOINED);
  await folder.remove(DIFFERENCE);
  return content;
}

/** Verifies a CAR, and gives it the name of its revision. */
async function accept({ folder, read }: Export, name: string): Promise<Content> {
  const content = await readContent(folder.file(name), read);
  await folder.rename(name, carName(content.commit.rev));
  return content;
}

async function takeBlobs(
  run: Export,
  blobs: ReadonlyMap<string, BlobInfo>,
  parallel: number,
): Promise<{ downloaded: number; missing: MissingBlob[] }> {
  const { folder, options } = run;
  const there = new Set(await folder.list("blobs"));
  const missing: MissingBlob[] = [];
  let downloaded = 0;
  let done = 0;
  const waiting: (readonly [string, BlobInfo])[] = [];
  for (const entry of blobs) {
    if (there.has(entry[0])) done++;
    else waiting.push(entry);
  }
  const all = waiting.values();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const [cid, { uri }] of all) {
      if (hasFailed) return;
      try {
        checkSignal(options.signal);
        const reason = await takeBlob(run, cid);
        if (reason === undefined) downloaded++;
        else missing.push({ cid, uri, reason });
        await options.onProgress?.({ stage: "blobs", done: ++done, total: blobs.size });
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: parallel }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  missing.sort((a, b) => (a.cid < b.cid ? -1 : 1));
  return { downloaded, missing };
}

/** @returns why it cannot be had */
async function takeBlob({ client, did, folder, call }: Export, cid: string): Promise<string | undefined> {
  try {
    const blob = await downloadBlob(client, { did, cid }, { ...call(), maxSize: Number.POSITIVE_INFINITY });
    await folder.save(blobName(cid), blob);
    return;
  } catch (error) {
    const reason = error instanceof MediaError ? reasonOf(error) : refusalOf(error);
    if (reason === undefined) throw error;
    return reason;
  }
}

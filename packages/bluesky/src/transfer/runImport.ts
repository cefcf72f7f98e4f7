import { checkSignal } from "../errors/checkSignal.ts";
import { createIdentityResolver } from "../identity/createIdentityResolver.ts";
import { checkAccountStatus } from "../lexicons/com/atproto/server/checkAccountStatus.ts";
import { callerOf } from "../records/single/limits/callerOf.ts";
import { countDown } from "../records/single/limits/countDown.ts";
import type { CommitKeyOptions } from "../repo/commit/verifyCommit.ts";
import { repoError } from "../repo/model/RepoError.ts";
import type { ClientLike } from "../xrpc/contract/Call.ts";
import type { ImportOptions, ImportResult } from "./contract/ImportOptions.ts";
import type { TransferProgress } from "./contract/TransferProgress.ts";
import { hashBlob } from "./folder/hashBlob.ts";
import type { Content } from "./folder/readContent.ts";
import { sendBlobs } from "./server/sendBlobs.ts";
import { sendCar } from "./server/sendCar.ts";

/** What is imported. */
export interface ImportSource {
  /** Reads and verifies the repository. */
  open(
    options: CommitKeyOptions & { onProgress: ((progress: TransferProgress) => unknown) | undefined },
  ): Promise<Content>;
  /** Its CAR, to be sent. */
  car(): Promise<Blob | Uint8Array>;
  /** The blobs that there are, by CID. */
  blobs(): Promise<ReadonlySet<string>>;
  blob(cid: string): Promise<Blob | undefined>;
}

const NOT_THERE = "it is not in the folder";

/** Brings a repository and its blobs into an account. */
export async function runImport(
  client: ClientLike,
  source: ImportSource,
  options: ImportOptions,
): Promise<ImportResult> {
  const { key, identity, verifier, dryRun, onProgress, timeout = 60_000, ...rest } = options;
  const { signal } = rest;
  checkSignal(signal);
  const call = countDown(client, { ...rest, timeout });
  const { network, fetch } = callerOf(client).options;
  const known = { key, identity: identity ?? createIdentityResolver({ network, fetch }), verifier, signal };
  const { commit, records, blobs } = await source.open({ ...known, onProgress });
  const { did, rev } = commit;
  const { activated } = await checkAccountStatus(client, {}, call());
  const account = callerOf(client).did;
  if (account !== did) {
    const message = `The repository is of ${did}, and the account is ${account}: a repository goes into its own account`;
    throw repoError("import_refused", "other_account", message);
  }
  if (activated) {
    const message = `${did} is active there, and an import would replace what it has: deactivate it first`;
    throw repoError("import_refused", "account_active", message);
  }
  const there = await source.blobs();
  if (dryRun) {
    const missing = [...blobs].flatMap(([cid, { uri }]) => (there.has(cid) ? [] : { cid, uri, reason: NOT_THERE }));
    return { did, rev, records, blobs: blobs.size - missing.length, missing };
  }
  await sendCar(client, await source.car(), call());
  const { indexedRecords } = await checkAccountStatus(client, {}, call());
  if (indexedRecords !== records) {
    const message = `The server has ${indexedRecords} records of ${did} after the import: expected ${records}`;
    throw repoError("import_refused", "records_missing", message);
  }
  const { sent, missing } = await sendBlobs(client, {
    call,
    async load(cid) {
      const blob = there.has(cid) ? await source.blob(cid) : undefined;
      if (!blob) return NOT_THERE;
      if ((await hashBlob(blob)) !== cid) return "it was changed in the folder";
      return { body: blob, encoding: blobs.get(cid)?.mimeType || "application/octet-stream" };
    },
    onDone: (count) => onProgress?.({ stage: "blobs", done: count.sent + count.missing, total: undefined }),
  });
  return { did, rev, records, blobs: sent, missing };
}

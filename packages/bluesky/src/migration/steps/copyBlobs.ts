import { cidForBlob } from "../../data/cidFor.ts";
import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { reasonOf } from "../../errors/createError.ts";
import { listMissingBlobs } from "../../lexicons/com/atproto/repo/listMissingBlobs.ts";
import { uploadBlob } from "../../lexicons/com/atproto/repo/uploadBlob.ts";
import { getBlob } from "../../lexicons/com/atproto/sync/getBlob.ts";
import type { Client } from "../../xrpc/contract/Call.ts";
import { XrpcError } from "../../xrpc/errors/XrpcError.ts";
import type { MissingBlob } from "../contract/Migration.ts";
import { migrationError } from "../contract/MigrationError.ts";
import type { Run } from "./Run.ts";

/**
 * Copies the blobs that the new server says it lacks. It is the server that knows, so a run that is resumed copies what is left.
 *
 * @throws {MigrationError} `migration_blobs_missing`
 * @throws {CallError}
 */
export async function copyBlobs(run: Run): Promise<void> {
  const { call, options } = run;
  const target = await run.target();
  const missing: MissingBlob[] = [];
  let copied = 0;
  for await (const { cid, recordUri: uri } of listMissingBlobs.items(target, { limit: 500 }, call)) {
    const reason = await copyBlob(run, target, cid);
    if (reason !== undefined) missing.push({ cid, uri, reason });
    else await run.tell("blobs", ++copied);
  }
  await run.note({ missing });
  if (missing.length === 0 || options.onMissingBlob === "continue") return;
  const [first] = missing;
  const message = `Blobs that could not be copied: ${missing.length}. One is ${first?.cid} of ${first?.uri}: ${first?.reason}`;
  throw migrationError("migration_blobs_missing", message, { step: "blobs", missing });
}

/** @returns why it cannot be copied */
async function copyBlob({ source, call, journal }: Run, target: Client, cid: string): Promise<string | undefined> {
  const { did } = journal();
  try {
    const blob = await getBlob(source, { did, cid }, call);
    const bytes = await blob.bytes();
    if ((await cidForBlob(bytes)) !== cid) return "the old server has other bytes under its CID";
    await uploadBlob(target, bytes, { ...call, encoding: blob.encoding, idempotent: true });
    return;
  } catch (error) {
    // What a server refuses it refuses again. All else ends the run, and is tried again in the next one.
    const isRefusal = error instanceof XrpcError && error.status >= 400 && error.status < 500;
    if (!isRefusal || [401, 429].includes(error.status) || !isBlueskyError(error)) throw error;
    return reasonOf(error);
  }
}

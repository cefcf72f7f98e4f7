import { getBlob } from "../../lexicons/com/atproto/sync/getBlob.ts";
import { verifyChunks } from "../../media/download/verifyChunks.ts";
import { MediaError } from "../../media/model/MediaError.ts";
import { sendBlobs } from "../../transfer/server/sendBlobs.ts";
import { migrationError } from "../contract/MigrationError.ts";
import { keepBytes } from "../keep/keepBytes.ts";
import type { Run } from "./Run.ts";

/**
 * Copies the blobs that the new server says it lacks. It is the server that knows, so a run that is resumed copies what is left.
 *
 * @throws {MigrationError} `migration_blobs_missing`
 * @throws {CallError}
 */
export async function copyBlobs(run: Run): Promise<void> {
  const { call, options, source, journal } = run;
  const { did } = journal();
  let told = 0;
  const { missing } = await sendBlobs(await run.target(), {
    call: () => call,
    async load(cid) {
      const blob = await getBlob(source, { did, cid }, call);
      try {
        return { ...(await keepBytes(verifyChunks(blob, { cid, max: Infinity }))), encoding: blob.encoding };
      } catch (error) {
        if (error instanceof MediaError) return "the old server has other bytes under its CID";
        throw error;
      }
    },
    async onDone({ sent }) {
      if (sent === told) return;
      told = sent;
      await run.tell("blobs", sent);
    },
  });
  await run.note({ missing });
  if (missing.length === 0 || options.onMissingBlob === "continue") return;
  const [first] = missing;
  const message = `Blobs that could not be copied: ${missing.length}. One is ${first?.cid} of ${first?.uri}: ${first?.reason}`;
  throw migrationError("migration_blobs_missing", message, { step: "blobs", missing });
}

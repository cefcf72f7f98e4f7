import { listMissingBlobs } from "../../lexicons/com/atproto/repo/listMissingBlobs.ts";
import { uploadBlob } from "../../lexicons/com/atproto/repo/uploadBlob.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { MissingBlob } from "../contract/MissingBlob.ts";
import { refusalOf } from "./refusalOf.ts";
import { sendOptions } from "./sendOptions.ts";

/** A blob that was found, with its media type. */
interface FoundBlob {
  readonly body: Blob | Uint8Array<ArrayBuffer>;
  readonly encoding: string;
  /** Forgets it, once it is sent or refused. */
  readonly drop?: (() => Promise<void>) | undefined;
}

/** How blobs are sent. */
export interface SendBlobsOptions {
  /** The options of the next call. */
  readonly call: () => CallOptions;
  /** Gives a blob, verified, or says why there is none. */
  readonly load: (cid: string) => Promise<FoundBlob | string>;
  /** Called after each. */
  readonly onDone: (done: { readonly sent: number; readonly missing: number }) => unknown;
}

/**
 * Uploads the blobs that a server says an account lacks. It is the server that knows, so one that is called again uploads what is left.
 *
 * @returns how many were sent, and those that were not
 * @throws {CallError}
 */
export async function sendBlobs(
  client: ClientLike,
  { call, load, onDone }: SendBlobsOptions,
): Promise<{ readonly sent: number; readonly missing: readonly MissingBlob[] }> {
  const missing: MissingBlob[] = [];
  let sent = 0;
  const send = async (cid: string): Promise<string | undefined> => {
    let found: FoundBlob | string | undefined;
    try {
      found = await load(cid);
      if (typeof found === "string") return found;
      const { body, encoding } = found;
      await uploadBlob(client, body, { ...sendOptions(call()), encoding, idempotent: true });
      sent++;
      return;
    } catch (error) {
      const reason = refusalOf(error);
      if (reason === undefined) throw error;
      return reason;
    } finally {
      if (typeof found === "object") await found.drop?.();
    }
  };
  for await (const { cid, recordUri: uri } of listMissingBlobs.items(client, { limit: 500 }, call())) {
    const reason = await send(cid);
    if (reason !== undefined) missing.push({ cid, uri, reason });
    await onDone({ sent, missing: missing.length });
  }
  return { sent, missing };
}

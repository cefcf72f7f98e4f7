import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import { update } from "../../../records/single/update.ts";
import type { NewRecord } from "../../../records/single/value/NewRecord.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import type { Subject } from "../../refs/resolveSubject.ts";

/**
 * Changes the gate of a post, which has the post's key. What others change of it at the same time is kept.
 *
 * @param change gets the gate, or an empty one where there is none
 * @returns whether it was changed
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function changeGate<T extends { readonly post: string; readonly createdAt: string }>(
  client: ClientLike,
  schema: RecordSchema<T>,
  { uri, did, rkey }: Pick<Subject, "uri" | "did" | "rkey">,
  { change, left }: { change(gate: T): T; readonly left: () => CallOptions },
): Promise<boolean> {
  const initial = { post: uri } as NewRecord<T>; // all that a gate must have, beside the time
  let done = false;
  const changeIfNew = async (gate: T): Promise<T | undefined> => {
    const changed = change(gate);
    done = (await storedCid(changed)) !== (await storedCid(gate));
    return done ? changed : undefined;
  };
  try {
    await update<T>(client, schema, { repo: did, rkey }, changeIfNew, { ...left(), initial });
  } catch (error) {
    // There is none, and none is needed.
    if (done || !(error instanceof XrpcError) || error.error !== "RecordNotFound") throw error;
  }
  return done;
}

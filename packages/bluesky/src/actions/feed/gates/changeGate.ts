import type { NewRecord } from "../../../records/single/value/NewRecord.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { changeRecord } from "../../refs/changeRecord.ts";
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
  const { done } = await changeRecord<T>(client, schema, { repo: did, rkey }, { change, initial, left });
  return done;
}

import type { StrongRef } from "../../lexicons/com/atproto/repo/strongRef.ts";
import { storedCid } from "../../records/single/outcome/storedCid.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { SubjectRef } from "./PostRef.ts";
import { resolveSubject } from "./resolveSubject.ts";
import { toStrongRef } from "./toStrongRef.ts";

/**
 * The field of a record that says by what one has come across its subject, where that is told.
 *
 * @throws {unknown} the same errors as `resolveSubject` and `toStrongRef`
 */
export async function toVia(
  client: ClientLike,
  via: SubjectRef | undefined,
  left: () => CallOptions,
): Promise<{ readonly via?: StrongRef }> {
  if (via === undefined) return {};
  return { via: await toStrongRef(client, await resolveSubject(client, via, left()), left(), storedCid) };
}

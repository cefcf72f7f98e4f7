import { FrameFault } from "../frame/FrameFault.ts";
import { type CommitInfo, DeletedRecord, JsonRecord } from "../frame/RecordEvents.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import type { Wanted } from "./Source.ts";

/**
 * The event of an operation that came as JSON. `undefined`: nobody wants it, or nobody knows what it is.
 *
 * @throws {unknown} a `FrameFault`
 */
export function toOpEvent(
  info: CommitInfo,
  { collection, rkey, cid, record }: { readonly [key: string]: unknown },
  action: unknown,
  wanted: Wanted,
  live = true,
): StreamEvent | undefined {
  if (typeof collection !== "string" || typeof rkey !== "string") {
    throw new FrameFault("its operation lacks collection or rkey", info.seq);
  }
  if (!wanted.wants(collection)) return undefined;
  if (action === "delete") return new DeletedRecord(info, collection, rkey, live);
  if (action !== "create" && action !== "update") return undefined;
  if (typeof cid !== "string" || typeof record !== "object" || record === null) {
    throw new FrameFault("its operation lacks cid or record", info.seq);
  }
  return new JsonRecord(info, { action, collection, rkey, cid, record, live });
}

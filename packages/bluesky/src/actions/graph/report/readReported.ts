import type { createReport } from "../../../lexicons/com/atproto/moderation/createReport.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import { storedCid } from "../../../records/single/outcome/storedCid.ts";
import { parseAtUri } from "../../../syntax/atUri.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { toAtUri } from "../../refs/toAtUri.ts";
import { toStrongRef } from "../../refs/toStrongRef.ts";
import type { Reported } from "./LabelerScope.ts";

/** What is reported, for those who choose a labeler, and as it is sent. */
export interface ReadReported {
  readonly reported: Reported;
  /** Makes what is sent. */
  toInput(): Promise<createReport.Input["subject"]>;
}

/**
 * Finds out what is reported: what has a `uri` is a record, what has only a `did` an account.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 */
export async function readReported(
  client: ClientLike,
  ref: SubjectRef | ActorRef,
  left: () => CallOptions,
): Promise<ReadReported> {
  if (isRecord(client, ref)) {
    const subject = await resolveSubject(client, ref, left());
    const toInput = async (): Promise<createReport.Input["subject"]> => ({
      ...(await toStrongRef(client, subject, left(), storedCid)),
      $type: "com.atproto.repo.strongRef",
    });
    return { reported: { collection: subject.collection }, toInput };
  }
  const did = await resolveActor(client, ref, left());
  return { reported: {}, toInput: async () => ({ $type: "com.atproto.admin.defs#repoRef", did }) };
}

function isRecord(client: ClientLike, ref: SubjectRef | ActorRef): ref is SubjectRef {
  if (typeof ref !== "string") return Object(ref).uri !== undefined;
  const uri = ref.startsWith("at://") ? ref : toAtUri(ref, callerOf(client).options);
  return uri !== undefined && parseAtUri(uri).collection !== undefined;
}

import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import type { StrongRef } from "../../lexicons/com/atproto/repo/strongRef.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { postError } from "./PostError.ts";
import type { Subject } from "./resolveSubject.ts";

/**
 * Gives the CID of a record: not every server says it. It is handed in, because it is larger than a post is beside it: `post` goes
 * without.
 */
export type MakeCid = (record: unknown) => Promise<string | undefined>;

/**
 * What a record refers to another one with. Its version is the one that the subject was named with, or the newest.
 *
 * @throws {PostError} `post_not_found`
 * @throws {CallError}
 */
export async function toStrongRef(
  client: ClientLike,
  subject: Subject,
  options: CallOptions,
  makeCid: MakeCid | undefined,
): Promise<StrongRef> {
  const { uri, known } = subject;
  if (known.cid) return { uri, cid: known.cid };
  const { cid } = await readSubject(client, subject, options, makeCid);
  return { uri, cid };
}

/**
 * The record of a subject, as it is in its repository.
 *
 * @throws {PostError} `post_not_found`
 * @throws {CallError}
 */
export async function readSubject(
  client: ClientLike,
  { uri, did: repo, collection, rkey }: Omit<Subject, "known">,
  options: CallOptions,
  makeCid?: MakeCid,
): Promise<{ readonly cid: string; readonly value: unknown }> {
  try {
    const { cid, value } = await getRecord(client, { repo, collection, rkey }, options);
    return { cid: cid || ((await makeCid?.(value)) ?? ""), value };
  } catch (cause) {
    if (!getRecord.isError(cause, "RecordNotFound")) throw cause;
    throw postError("post_not_found", `there is no ${uri}`, { uri, cause });
  }
}

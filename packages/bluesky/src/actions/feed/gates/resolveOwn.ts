import { putRecord } from "../../../lexicons/com/atproto/repo/putRecord.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { checkOwn } from "../../refs/checkOwn.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject, type Subject } from "../../refs/resolveSubject.ts";

/**
 * Finds out which of one's own posts is meant.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {unknown} the same errors as `resolveSubject`
 */
export async function resolveOwn(client: ClientLike, post: PostRef, left: () => CallOptions): Promise<Subject> {
  const { repo } = await chooseRepo(client, undefined, left(), putRecord);
  const subject = await resolveSubject(client, post, left());
  checkOwn(subject, repo);
  return subject;
}

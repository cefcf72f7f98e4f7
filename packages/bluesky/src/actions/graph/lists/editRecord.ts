import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { getRecord } from "../../../lexicons/com/atproto/repo/getRecord.ts";
import { putRecord } from "../../../lexicons/com/atproto/repo/putRecord.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { changeRecord } from "../../refs/changeRecord.ts";
import { checkOwn } from "../../refs/checkOwn.ts";
import type { Done } from "../../refs/Done.ts";
import { postError } from "../../refs/PostError.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";

/**
 * Changes one of one's own lists or starter packs.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError} where it is something else
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function editRecord<T extends object>(
  client: ClientLike,
  schema: RecordSchema<T>,
  { ref, change, left }: { readonly ref: SubjectRef; change(value: T): T; readonly left: () => CallOptions },
): Promise<Done> {
  const { repo } = await chooseRepo(client, undefined, left(), putRecord);
  const subject = await resolveSubject(client, ref, left());
  const { uri, rkey, collection } = subject;
  if (collection !== schema.nsid) throw invalidOption("list", `Expected a record of ${schema.nsid}, got ${uri}.`);
  checkOwn(subject, repo);
  try {
    return await changeRecord(client, schema, { repo, rkey }, { change, left });
  } catch (cause) {
    if (!getRecord.isError(cause, "RecordNotFound")) throw cause;
    throw postError("post_not_found", `there is no ${uri}`, { uri, cause });
  }
}

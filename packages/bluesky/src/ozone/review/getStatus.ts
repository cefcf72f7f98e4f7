import type { SubjectStatusView } from "../../lexicons/tools/ozone/moderation/defs.ts";
import { queryStatuses } from "../../lexicons/tools/ozone/moderation/queryStatuses.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { type OzoneSubject, toSubjectUri } from "../subject/OzoneSubject.ts";

/**
 * How a subject stands: whether it waits for a decision, is taken down, muted, appealed; its tags and its note.
 *
 * @returns `undefined` for what nobody has ever reported or acted on
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * const status = await getStatus(client, post);
 * if (status?.takendown) console.log(`taken down, ${status.lastReviewedAt}`);
 * ```
 */
export async function getStatus(
  client: ClientLike,
  subject: OzoneSubject,
  options: CallOptions = {},
): Promise<SubjectStatusView | undefined> {
  const left = countDown(client, options);
  const uri = await toSubjectUri(client, subject, left());
  const { subjectStatuses } = await queryStatuses(client, { subject: uri, includeMuted: true, limit: 1 }, left());
  return subjectStatuses[0];
}

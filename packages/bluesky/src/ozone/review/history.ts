import { queryEvents } from "../../lexicons/tools/ozone/moderation/queryEvents.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { type OzoneSubject, toSubjectUri } from "../subject/OzoneSubject.ts";

/** Options of {@link history}. */
export interface HistoryOptions extends CallOptions {
  /** What else is asked for: types of events, a moderator, a time. */
  readonly filter?: Omit<queryEvents.Params, "cursor" | "limit" | "subject"> | undefined;
  /** How many are asked for at once: 1 to 100. @default 50 */
  readonly limit?: number | undefined;
  /** How many to give at most. @default all */
  readonly max?: number | undefined;
}

/**
 * What was reported about a subject, and done to it, the last first.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * for await (const { event, createdAt } of history(client, post)) console.log(createdAt, event.$type);
 * ```
 */
export async function* history(
  client: ClientLike,
  subject: OzoneSubject,
  options: HistoryOptions = {},
): AsyncGenerator<queryEvents.Item, void, undefined> {
  const { filter, limit, max, ...rest } = options;
  const uri = await toSubjectUri(client, subject, rest);
  yield* queryEvents.items(client, { ...filter, limit, subject: uri }, { ...rest, max });
}

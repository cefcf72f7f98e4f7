import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { OzoneSubject } from "../subject/OzoneSubject.ts";
import { type ActOptions, emit, type ModerationEvent, type TimedOptions } from "./emit.ts";

/** Options of {@link takeDown}. */
export interface TakeDownOptions extends TimedOptions {
  /** Names of the policies that it goes against: five at most. */
  readonly policies?: readonly string[] | undefined;
  /** Whether what is still open on the account's records is closed too. @default false */
  readonly acknowledgeAll?: boolean | undefined;
  /** Where it takes effect: `appview`, `pds`. @default everywhere */
  readonly services?: readonly string[] | undefined;
}

/**
 * Takes down an account or a record: it is no longer shown. With `hours` an account is suspended for so long.
 *
 * @throws {CallError} also if it is taken down already
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await takeDown(client, post, { comment: "Spam, three times today", policies: ["spam"] });
 * ```
 * @see https://github.com/bluesky-social/ozone
 */
export function takeDown(
  client: ClientLike,
  subject: OzoneSubject,
  options: TakeDownOptions = {},
): Promise<ModerationEvent> {
  const { hours, policies, acknowledgeAll, services, ...rest } = options;
  return emit(
    client,
    subject,
    {
      $type: "tools.ozone.moderation.defs#modEventTakedown",
      durationInHours: hours,
      acknowledgeAccountSubjects: acknowledgeAll,
      policies: policies && [...policies],
      targetServices: services && [...services],
    },
    rest,
  );
}

/**
 * Takes a takedown back.
 *
 * @throws {CallError} also if it is not taken down
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await reverseTakedown(client, post, { comment: "Appeal granted" });
 * ```
 */
export function reverseTakedown(
  client: ClientLike,
  subject: OzoneSubject,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  return emit(client, subject, { $type: "tools.ozone.moderation.defs#modEventReverseTakedown" }, options);
}

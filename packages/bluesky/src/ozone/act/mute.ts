import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { OzoneSubject } from "../subject/OzoneSubject.ts";
import { type ActOptions, emit, type ModerationEvent, type TimedOptions } from "./emit.ts";

/**
 * Keeps a subject out of queues for some hours, whoever reports it.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await muteSubject(client, post, 48, { comment: "Reported by a hundred people; decided" });
 * ```
 */
export function muteSubject(
  client: ClientLike,
  subject: OzoneSubject,
  hours: number,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  return emit(client, subject, { $type: "tools.ozone.moderation.defs#modEventMute", durationInHours: hours }, options);
}

/**
 * Lets a subject into queues again.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await unmuteSubject(client, post);
 * ```
 */
export function unmuteSubject(
  client: ClientLike,
  subject: OzoneSubject,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  return emit(client, subject, { $type: "tools.ozone.moderation.defs#modEventUnmute" }, options);
}

/**
 * Has what an account reports no longer open subjects.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no account, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the account is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await muteReporter(client, "did:plc:abc", { hours: 24, comment: "Reports whatever bob posts" });
 * ```
 */
export function muteReporter(
  client: ClientLike,
  account: OzoneSubject,
  options: TimedOptions = {},
): Promise<ModerationEvent> {
  const { hours, ...rest } = options;
  return emit(
    client,
    account,
    { $type: "tools.ozone.moderation.defs#modEventMuteReporter", durationInHours: hours },
    rest,
  );
}

/**
 * Lets an account's reports count again.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no account, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the account is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await unmuteReporter(client, "did:plc:abc");
 * ```
 */
export function unmuteReporter(
  client: ClientLike,
  account: OzoneSubject,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  return emit(client, account, { $type: "tools.ozone.moderation.defs#modEventUnmuteReporter" }, options);
}

import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { OzoneSubject } from "../subject/OzoneSubject.ts";
import { type ActOptions, emit, type ModerationEvent } from "./emit.ts";

/** Options of {@link acknowledge}. */
export interface AcknowledgeOptions extends ActOptions {
  /** Whether what is still open on the account's records is closed too. @default false */
  readonly acknowledgeAll?: boolean | undefined;
}

/**
 * Closes what was reported, without further consequences: the subject leaves the queue.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await acknowledge(client, post, { comment: "Rude, but within the rules" });
 * ```
 */
export function acknowledge(
  client: ClientLike,
  subject: OzoneSubject,
  options: AcknowledgeOptions = {},
): Promise<ModerationEvent> {
  const { acknowledgeAll, ...rest } = options;
  return emit(
    client,
    subject,
    {
      $type: "tools.ozone.moderation.defs#modEventAcknowledge",
      acknowledgeAccountSubjects: acknowledgeAll,
    },
    rest,
  );
}

/**
 * Passes a subject on to those who decide harder cases.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await escalate(client, "did:plc:abc", { comment: "Looks like a network of accounts" });
 * ```
 */
export function escalate(
  client: ClientLike,
  subject: OzoneSubject,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  return emit(client, subject, { $type: "tools.ozone.moderation.defs#modEventEscalate" }, options);
}

/**
 * Closes an appeal.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await resolveAppeal(client, post, { comment: "The label stays" });
 * ```
 */
export function resolveAppeal(
  client: ClientLike,
  subject: OzoneSubject,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  return emit(client, subject, { $type: "tools.ozone.moderation.defs#modEventResolveAppeal" }, options);
}

/**
 * Says how urgent a subject is: 0 to 100, the most urgent first in queues that are sorted by it.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await prioritize(client, post, 90);
 * ```
 */
export function prioritize(
  client: ClientLike,
  subject: OzoneSubject,
  score: number,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  return emit(client, subject, { $type: "tools.ozone.moderation.defs#modEventPriorityScore", score }, options);
}

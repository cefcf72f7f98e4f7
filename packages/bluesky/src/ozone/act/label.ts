import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { OzoneSubject } from "../subject/OzoneSubject.ts";
import { emit, type ModerationEvent, type TimedOptions } from "./emit.ts";

/** What changes: labels, or tags, that something gets and loses. A list is of those that it gets. */
export type ValueChange =
  | readonly string[]
  | { readonly add?: readonly string[] | undefined; readonly remove?: readonly string[] | undefined };

/**
 * Gives an account or a record labels, and takes labels back.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await label(client, post, ["spam"], { comment: "The same text in 40 replies" });
 * await label(client, "did:plc:abc", { remove: ["rude"] });
 * ```
 * @see https://atproto.com/specs/label
 */
export function label(
  client: ClientLike,
  subject: OzoneSubject,
  values: ValueChange,
  options: TimedOptions = {},
): Promise<ModerationEvent> {
  const { hours, ...rest } = options;
  const { add, remove } = toChange(values);
  return emit(
    client,
    subject,
    {
      $type: "tools.ozone.moderation.defs#modEventLabel",
      createLabelVals: add,
      negateLabelVals: remove,
      durationInHours: hours,
    },
    rest,
  );
}

/**
 * Gives a subject tags, and takes tags off. Tags are for moderators alone: queues are made by them.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await tag(client, post, { add: ["lang:de"], remove: ["lang:und"] });
 * ```
 */
export function tag(
  client: ClientLike,
  subject: OzoneSubject,
  tags: ValueChange,
  options: TimedOptions = {},
): Promise<ModerationEvent> {
  const { hours, ...rest } = options;
  const change = toChange(tags);
  return emit(
    client,
    subject,
    { $type: "tools.ozone.moderation.defs#modEventTag", ...change, durationInHours: hours },
    rest,
  );
}

function toChange(values: ValueChange): { add: string[]; remove: string[] } {
  const { add = [], remove = [] } = "length" in values ? { add: values } : values;
  return { add: [...add], remove: [...remove] };
}

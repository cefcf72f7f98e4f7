import { emitEvent } from "../../lexicons/tools/ozone/moderation/emitEvent.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { authorOf } from "../subject/authorOf.ts";
import { type OzoneSubject, toSubject } from "../subject/OzoneSubject.ts";

/** Options of whatever a moderator does. */
export interface ActOptions extends CallOptions {
  /** A note for other moderators. */
  readonly comment?: string | undefined;
  /** CIDs of the record's blobs that this is about too. */
  readonly blobs?: readonly string[] | undefined;
  /** The reports that this answers. `all`: all on the subject. `note` is sent to those who have reported. */
  readonly reports?: emitEvent.Input["reportAction"];
  /** The tool that this is done by, and what it wants to keep of it. */
  readonly tool?: emitEvent.Input["modTool"];
  /** A name of one's own for this: done twice, the second time fails with `DuplicateExternalId`. */
  readonly externalId?: string | undefined;
  /** The DID of the moderator. @default the client's account, or else the network's Ozone */
  readonly createdBy?: string | undefined;
}

/** What Ozone has written down. */
export type ModerationEvent = emitEvent.Output;

/** Options of what takes effect for some time. */
export interface TimedOptions extends ActOptions {
  /** For how many hours. @default for ever */
  readonly hours?: number | undefined;
}

/**
 * Has Ozone write down what a moderator does to a subject, and do it.
 *
 * @param event what is done; `comment` of the options is its note, unless it has a text of its own
 */
export async function emit(
  client: ClientLike,
  subject: OzoneSubject,
  event: emitEvent.Input["event"],
  options: ActOptions,
): Promise<ModerationEvent> {
  const { comment, blobs, reports, tool, externalId, createdBy = authorOf(client), ...rest } = options;
  const left = countDown(client, rest);
  const input: emitEvent.Input = {
    event: { comment, ...event } as typeof event, // each that is emitted here has room for a note
    subject: await toSubject(client, subject, left),
    createdBy,
    ...(blobs && { subjectBlobCids: [...blobs] }),
    ...(reports && { reportAction: reports }),
    ...(tool && { modTool: tool }),
    ...(externalId !== undefined && { externalId }),
  };
  return emitEvent(client, input, left());
}

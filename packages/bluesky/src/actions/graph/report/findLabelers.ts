import type { ReasonType } from "../../../lexicons/com/atproto/moderation/defs.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { type LabelerChoice, type LabelerOptions, labelersFor } from "./labelersFor.ts";
import { readReported } from "./readReported.ts";
import { checkReason, type ReportReason } from "./reportReasons.ts";

/** Options of {@link findLabelers}. */
export interface FindLabelersOptions extends CallOptions, LabelerOptions {
  /** Why: a short name, or a reason of the lexicon, such as `tools.ozone.report.defs#reasonMisleadingScam`. */
  readonly reason: ReportReason | ReasonType;
}

/**
 * Finds the labelers that take reports of an account, a post or another record for a reason: what the app lets people choose from.
 * `report` sends to the first one.
 *
 * What is illegal, and live statuses, only the network's own moderation service gets, as in the official app.
 *
 * @returns in the order in which they are asked; none where nobody takes it
 * @throws {ActorError} `actor_not_found`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * for (const { did, displayName } of await findLabelers(client, post, { reason: "rude" })) console.log(displayName ?? did);
 * ```
 * @see https://docs.bsky.app/docs/advanced-guides/moderation
 */
export async function findLabelers(
  client: ClientLike,
  subject: SubjectRef | ActorRef,
  { reason, labeler, prefer, ...options }: FindLabelersOptions,
): Promise<LabelerChoice[]> {
  const left = countDown(client, options);
  const reasonType = checkReason(reason);
  const { reported } = await readReported(client, subject, left);
  const choices: LabelerChoice[] = [];
  for await (const one of labelersFor(client, { reported, reasonType, labeler, prefer }, left)) {
    if ("reasonType" in one) choices.push(one);
  }
  return choices;
}

import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { createReport } from "../../../lexicons/com/atproto/moderation/createReport.ts";
import type { ReasonType } from "../../../lexicons/com/atproto/moderation/defs.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import {
  type LabelerChoice,
  type LabelerOptions,
  type LabelerQuery,
  type LabelerRefusal,
  labelersFor,
} from "./labelersFor.ts";
import { reportNotTaken } from "./ReportError.ts";
import { readReported } from "./readReported.ts";
import { checkReason, type ReportReason } from "./reportReasons.ts";

/** Options of {@link report}. */
export interface ReportOptions extends CallOptions, LabelerOptions {
  /** Why: a short name, or a reason of the lexicon, such as `tools.ozone.report.defs#reasonMisleadingScam`. */
  readonly reason: ReportReason | ReasonType;
  /** What the moderators should know, up to 2,000 graphemes. */
  readonly comment?: string | undefined;
}

/**
 * Reports an account, a post or another record to a labeler that takes such reports, through the account's server. What has a
 * `uri` is reported as a record, what has only a `did` as an account. `findLabelers` tells who would get it.
 *
 * Labelers declare reasons, accounts or records, and collections of these; who declares nothing takes everything. The reason is sent
 * as the labeler declares it: `com.atproto.moderation.defs#reasonSpam` and `tools.ozone.report.defs#reasonMisleadingSpam`, for
 * example, stand for each other. What is illegal, and live statuses, only the network's own moderation service gets, as in the
 * official app. Where the AppView cannot be asked what a labeler takes, the labeler decides.
 *
 * It is not sent twice: if the answer is lost, the call fails, and the report may have come in.
 *
 * @returns what the labeler says of it, with its `id`
 * @throws {ReportError} `report_not_taken`, with what the labelers take
 * @throws {ActorError} `actor_not_found`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await report(client, feed[0].post, { reason: "spam", labeler: "moderation.example.com" });
 * ```
 * @see https://docs.bsky.app/docs/advanced-guides/moderation
 */
export async function report(
  client: ClientLike,
  subject: SubjectRef | ActorRef,
  { reason, comment, labeler, prefer, ...options }: ReportOptions,
): Promise<createReport.Output> {
  const left = countDown(client, options);
  const given = checkReason(reason);
  const { reported, toInput } = await readReported(client, subject, left);
  const { did, reasonType } = await chooseLabeler(client, { reported, reasonType: given, labeler, prefer }, left);
  const input = { reasonType, reason: comment, subject: await toInput() };
  return createReport(client, input, { ...left(), proxy: `${did}#atproto_labeler` });
}

/** The first labeler that takes it. */
async function chooseLabeler(client: ClientLike, query: LabelerQuery, left: () => CallOptions): Promise<LabelerChoice> {
  const refused: LabelerRefusal[] = [];
  for await (const one of labelersFor(client, query, left)) {
    if ("reasonType" in one) return one;
    refused.push(one);
  }
  if (refused.length === 0) throw invalidOption("labeler", "Expected a labeler: the network has none of its own.");
  const why = refused.map(({ refusal }) => refusal).join("; ");
  const scopes = refused.map(({ did, reasonTypes, subjectTypes, subjectCollections }) => ({
    did,
    reasonTypes,
    subjectTypes,
    subjectCollections,
  }));
  throw reportNotTaken(`no labeler takes this report: ${why}`, query.reasonType, scopes);
}

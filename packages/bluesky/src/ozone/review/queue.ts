import type { SubjectStatusView } from "../../lexicons/tools/ozone/moderation/defs.ts";
import { queryStatuses } from "../../lexicons/tools/ozone/moderation/queryStatuses.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";

/** Options of {@link queue}. */
export interface QueueOptions extends CallOptions {
  /** Which subjects: those that wait for a decision, that were passed on, that are decided. @default "open" */
  readonly state?: "open" | "escalated" | "closed" | "any" | undefined;
  /** What else is asked for: tags, kinds of subjects, appeals, the order. */
  readonly filter?: Omit<queryStatuses.Params, "cursor" | "limit" | "reviewState"> | undefined;
  /** How many are asked for at once: 1 to 100. @default 50 */
  readonly limit?: number | undefined;
  /** How many to give at most. @default all */
  readonly max?: number | undefined;
}

const STATES = {
  open: "tools.ozone.moderation.defs#reviewOpen",
  escalated: "tools.ozone.moderation.defs#reviewEscalated",
  closed: "tools.ozone.moderation.defs#reviewClosed",
  any: undefined,
} as const;

/**
 * The subjects that moderators look through, the one that was reported last first.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const { subject, tags } of queue(client, { filter: { subjectType: "record" }, max: 100 })) console.log(subject, tags);
 * ```
 */
export function queue(
  client: ClientLike,
  options: QueueOptions = {},
): AsyncGenerator<SubjectStatusView, void, undefined> {
  const { state = "open", filter, limit, ...rest } = options;
  return queryStatuses.items(client, { ...filter, limit, reviewState: STATES[state] }, rest);
}

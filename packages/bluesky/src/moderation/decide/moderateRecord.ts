import { waitFor } from "../../records/single/limits/waitFor.ts";
import type { LabelLike, ProfileSubject } from "../contract/ModerationSubject.ts";
import { activeLabels } from "../labels/activeLabels.ts";
import { list, part, textOf } from "../words/parts.ts";
import type { Moderation } from "./createModeration.ts";
import type { ModerationDecision } from "./ModerationDecision.ts";
import { addAccount, addLabels, beginScope, decide } from "./Scope.ts";

/** A record of any lexicon, and what is known about it. */
export interface RecordSubject {
  /** Its at-uri. */
  readonly uri: string;
  /** Its version: labels on another one do nothing. @default all count */
  readonly cid?: string | undefined;
  /** The DID of the account that has published it. @default that of the at-uri */
  readonly did?: string | undefined;
  /** The record itself: for the labels that its author has given it. */
  readonly value?: unknown;
  /** Labels on it, on its account and on the account's profile, as `queryLabels` and label streams give them. */
  readonly labels: readonly LabelLike[];
  /** A view of the account: for mutes and blocks. */
  readonly author?: ProfileSubject | undefined;
}

/** Options of {@link moderateRecord}. */
export interface ModerateRecordOptions<L extends LabelLike = LabelLike> {
  /**
   * Whether a label was signed by the labeler that it names: those that were not do nothing, and take nothing back.
   * `createLabelVerifier` of `bluesky/crypto` makes such a function.
   *
   * @default none is checked: right for labels of the labeler's own server, or of an AppView that one trusts
   */
  readonly verify?: ((label: L) => boolean | PromiseLike<boolean>) | undefined;
  /** Ends the wait for `verify`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decides about a record of any lexicon: by the labels on it, on its account and on that account's profile. Labels that were taken back,
 * or have ended, do nothing.
 *
 * @throws {AbortedError}
 * @throws {InvalidOptionError} if `signal` is no signal
 * @throws {unknown} what `verify` throws
 * @example
 * ```ts
 * const { labels } = await queryLabels(client, { uriPatterns: [uri, did], sources: [...moderation.labelers] });
 * const decision = await moderateRecord({ uri, labels, value }, moderation);
 * if (!decision.ui("contentList").filter) render(value);
 * ```
 * @see https://atproto.com/specs/label
 */
export async function moderateRecord(
  record: RecordSubject,
  moderation: Moderation,
  options: ModerateRecordOptions = {},
): Promise<ModerationDecision> {
  const { uri, cid, did = uri.split("/")[2] ?? "", value, author } = record;
  const labels = activeLabels(await verified(record.labels, options));
  const own = list(part(part(value)?.labels)?.values).map(({ val }) => ({ src: did, uri, val: textOf(val) }));
  const onRecord = labels.filter((label) => label.uri === uri && (!cid || !label.cid || label.cid === cid));
  const onAccount = labels.filter(
    (label) => label.uri === did || label.uri === `at://${did}/app.bsky.actor.profile/self`,
  );
  const scope = beginScope(did, moderation);
  addLabels(scope, [...onRecord, ...own], "content");
  if (moderation["~hidden"].has(uri)) {
    scope.causes.push({ type: "hidden", source: { type: "user" }, priority: 6, downgraded: false });
  }
  addAccount(scope, { did, viewer: author?.viewer, labels: [...onAccount, ...(author?.labels ?? [])] });
  return decide(scope);
}

async function verified(
  labels: readonly LabelLike[],
  { verify, signal }: ModerateRecordOptions,
): Promise<readonly LabelLike[]> {
  if (!verify) return labels;
  const checks = Promise.all(labels.map(async (label) => ((await verify(label)) ? [label] : [])));
  return (await waitFor(() => checks, signal, "the check of labels was aborted")).flat();
}

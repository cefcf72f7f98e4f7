import type { LabelTarget } from "../contract/Behavior.ts";
import type { ModerationCause, ModerationSource } from "../contract/ModerationCause.ts";
import type { LabelLike, ProfileSubject, ViewerLike } from "../contract/ModerationSubject.ts";
import { isActive } from "../labels/isActive.ts";
import type { Moderation } from "./createModeration.ts";
import { ModerationDecision } from "./ModerationDecision.ts";
import { toLabelCause } from "./toLabelCause.ts";

/** Whose thing is decided about, and what has been found so far. */
export interface Scope {
  readonly did: string;
  readonly isMe: boolean;
  readonly moderation: Moderation;
  /** Whether it is quoted by what is decided about. */
  readonly downgraded: boolean;
  readonly causes: ModerationCause[];
}

/** Begins with what an account has published, or what is quoted of one within another scope. */
export function beginScope(did: string, moderation: Moderation, outer?: Scope): Scope {
  const isMe = did === moderation.settings.did;
  return { did, isMe, moderation, downgraded: outer !== undefined, causes: outer?.causes ?? [] };
}

/** Ends with a decision. */
export function decide({ did, isMe, causes }: Scope): ModerationDecision {
  return new ModerationDecision(did, isMe, causes);
}

/** Adds what labels say. */
export function addLabels(scope: Scope, labels: readonly LabelLike[] | undefined, target: LabelTarget): void {
  const { corrected } = scope.moderation.settings;
  for (const label of labels ?? []) {
    if (corrected && !isActive(label, Date.now())) continue;
    const cause = toLabelCause(label, target, scope);
    if (cause) scope.causes.push(cause);
  }
}

/** Adds mutes and blocks between the account that looks and another. */
export function addViewer({ causes, downgraded }: Scope, viewer: ViewerLike = {}): void {
  const { muted, mutedByList, blocking, blockingByList, blockedBy } = viewer;
  if (muted) causes.push({ type: "muted", source: toSource(mutedByList), priority: 6, downgraded });
  if (blocking) causes.push({ type: "blocking", source: toSource(blockingByList), priority: 3, downgraded });
  if (blockedBy) causes.push({ type: "blocked-by", source: toSource(), priority: 4, downgraded });
}

/** Adds what there is to say of an account: mutes, blocks, and labels on it and on its profile. */
export function addAccount(scope: Scope, { viewer, labels }: ProfileSubject): void {
  addViewer(scope, viewer);
  const ofProfile = labels?.filter(isOfProfile);
  // Who wants to be seen by no one who is not logged in says so in the profile, and means all.
  const ofAccount = labels?.filter((label) => !isOfProfile(label) || label.val === "!no-unauthenticated");
  addLabels(scope, ofAccount, "account");
  addLabels(scope, ofProfile, "profile");
}

/** Whether a label is on the profile of an account, rather than on the account. */
export function isOfProfile({ uri }: LabelLike): boolean {
  return uri.endsWith("/app.bsky.actor.profile/self");
}

function toSource(list?: Extract<ModerationSource, { type: "list" }>["list"]): ModerationSource {
  return list ? { type: "list", list } : { type: "user" };
}

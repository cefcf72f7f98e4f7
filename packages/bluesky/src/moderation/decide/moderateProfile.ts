import type { ProfileSubject } from "../contract/ModerationSubject.ts";
import type { Moderation } from "./createModeration.ts";
import type { ModerationDecision } from "./ModerationDecision.ts";
import { addAccount, beginScope, decide } from "./Scope.ts";

/**
 * Decides about an account and its profile.
 *
 * @param profile any view of it, of any client
 * @example
 * ```ts
 * const { alerts } = moderateProfile(profile, moderation).ui("profileView");
 * ```
 */
export function moderateProfile(profile: ProfileSubject, moderation: Moderation): ModerationDecision {
  const scope = beginScope(profile.did, moderation);
  addAccount(scope, profile);
  return decide(scope);
}

import { PostInteractionSettingsPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { type Gates, toQuoteRules, toReplyRules } from "../../feed/compose/Gates.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";
import type { Fields } from "./Fields.ts";

/** Its lists are rules, of which more is not the sum of two. */
export const postInteraction: Kind<PostInteractionSettingsPref> = { schema: PostInteractionSettingsPref, initial: {} };

/**
 * Says who can reply to one's posts, and who can quote them, where the app is not told otherwise. Both are replaced; nothing is said
 * of posts that are there already, nor of those that `post` writes: it takes what it is told.
 *
 * @throws {ValidationError} of more than five rules
 * @throws {PostError} `post_not_found` where nobody has the handle in the URI of a list
 * @throws {InvalidOptionError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 * @example
 * ```ts
 * await setDefaultGates(client, { whoCanReply: ["following", "mentioned"], whoCanQuote: "nobody" });
 * ```
 */
export async function setDefaultGates(
  client: ClientLike,
  gates: Gates,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  const { verify, ...rest } = options;
  const left = countDown(client, rest);
  const threadgateAllowRules = await toReplyRules(client, gates.whoCanReply, left);
  const settings = { threadgateAllowRules, postgateEmbeddingRules: toQuoteRules(gates.whoCanQuote) };
  return changePreferences(client, settingPostInteraction(settings), { ...left(), verify });
}

export function settingPostInteraction(settings: Fields<PostInteractionSettingsPref>): Edit {
  return changeKind(postInteraction, (pref) => ({ ...pref, ...settings }));
}

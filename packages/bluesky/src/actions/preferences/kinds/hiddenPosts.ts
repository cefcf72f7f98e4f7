import { HiddenPostsPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import { changeList } from "../entries/changeList.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";

export const hiddenPosts: Kind<HiddenPostsPref> = {
  schema: HiddenPostsPref,
  lists: ["items"],
  initial: { items: [] },
};

/**
 * Hides a post from oneself.
 *
 * @throws {PostError} `post_not_found` where nobody has the handle in its URI
 * @throws {InvalidOptionError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 * @example
 * ```ts
 * await hidePost(client, "https://bsky.app/profile/bob.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export async function hidePost(
  client: ClientLike,
  post: PostRef,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changeHidden(client, post, true, options);
}

/**
 * Shows oneself a hidden post again.
 *
 * @throws {PostError} `post_not_found` where nobody has the handle in its URI
 * @throws {InvalidOptionError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 * @example
 * ```ts
 * await unhidePost(client, post.uri);
 * ```
 */
export async function unhidePost(
  client: ClientLike,
  post: PostRef,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changeHidden(client, post, false, options);
}

async function changeHidden(
  client: ClientLike,
  post: PostRef,
  isHidden: boolean,
  { verify, ...options }: PreferencesOptions,
): Promise<PreferencesChange> {
  const left = countDown(client, options);
  const { uri } = await resolveSubject(client, post, left());
  return changePreferences(client, hidingPost(uri, isHidden), { ...left(), verify });
}

export function hidingPost(uri: string, isHidden: boolean): Edit {
  return changeKind(hiddenPosts, (pref) => ({ ...pref, items: changeList(pref.items, [uri], isHidden) }));
}

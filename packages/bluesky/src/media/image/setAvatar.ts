import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { putRecord } from "../../lexicons/com/atproto/repo/putRecord.ts";
import { chooseRepo } from "../../records/single/chooseRepo.ts";
import type { UpdatedRecord } from "../../records/single/RecordResult.ts";
import { update } from "../../records/single/update.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import type { Media } from "../model/Media.ts";
import { sendBlob } from "../model/sendBlob.ts";
import { avatarLimits, bannerLimits, type ImageLimits } from "./ImageLimits.ts";
import type { PrepareImageOptions } from "./PrepareImageOptions.ts";
import { prepareImage } from "./prepareImage.ts";

/** Options of {@link setAvatar} and {@link setBanner}. `timeout` and `deadline` apply to each call. */
export interface ProfileImageOptions extends CallOptions, PrepareImageOptions {}

/**
 * Makes an image the account's picture. The rest of the profile stays as it is, also what others change of it at the same time.
 *
 * @throws {unknown} the same errors as `prepareImage` and `update` of `bluesky/records`
 * @example
 * ```ts
 * await setAvatar(client, { path: "me.jpg" });
 * ```
 */
export function setAvatar(
  client: ClientLike,
  data: Media,
  options: ProfileImageOptions = {},
): Promise<UpdatedRecord<Profile>> {
  return setImage(client, data, options, { name: "avatar", limits: avatarLimits });
}

/**
 * Makes an image the picture at the top of the account's profile. The rest of the profile stays as it is.
 *
 * @throws {unknown} the same errors as `setAvatar`
 * @example
 * ```ts
 * await setBanner(client, file);
 * ```
 */
export function setBanner(
  client: ClientLike,
  data: Media,
  options: ProfileImageOptions = {},
): Promise<UpdatedRecord<Profile>> {
  return setImage(client, data, options, { name: "banner", limits: bannerLimits });
}

async function setImage(
  client: ClientLike,
  data: Media,
  { codec, animated, allowUnturned, ...call }: ProfileImageOptions,
  { name, limits }: { readonly name: "avatar" | "banner"; readonly limits: ImageLimits },
): Promise<UpdatedRecord<Profile>> {
  const { repo } = await chooseRepo(client, undefined, call, putRecord);
  const prepared = await prepareImage(data, limits, { codec, animated, allowUnturned, signal: call.signal });
  // With each attempt: by then, the server may have thrown it away.
  const change = async (profile: Profile): Promise<Profile> => ({
    ...profile,
    [name]: await sendBlob(client, prepared, call),
  });
  return update(client, Profile, { repo }, change, { ...call, initial: {} });
}

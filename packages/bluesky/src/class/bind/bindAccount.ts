import {
  type AppPasswordOptions,
  createAppPassword,
  listAppPasswords,
  revokeAppPassword,
} from "../../actions/account/appPasswords.ts";
import { changeHandle } from "../../actions/account/changeHandle.ts";
import { activateAccount, type DeactivateOptions, deactivateAccount } from "../../actions/account/deactivateAccount.ts";
import { type DeletionProof, deleteAccount, requestAccountDeletion } from "../../actions/account/deleteAccount.ts";
import { type ContactMatch, type ContactsInput, importContacts } from "../../actions/account/importContacts.ts";
import { endLive, goLive, type LiveLink, type LiveOptions } from "../../actions/profile/goLive.ts";
import { type ProfileChange, updateProfile } from "../../actions/profile/updateProfile.ts";
import type { Done } from "../../actions/refs/Done.ts";
import type { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { type ProfileImageOptions, setAvatar, setBanner } from "../../media/image/setAvatar.ts";
import type { Media } from "../../media/model/Media.ts";
import type { UpdatedRecord } from "../../records/single/RecordResult.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

/** The functions of `bluesky/actions` and `bluesky/media` for the account's profile, bound to a client. */
export interface BoundProfile {
  /** Changes the profile: `updateProfile`. */
  update(change: ProfileChange | Partial<Profile>, options?: CallOptions): Promise<Done>;
  /** Makes an image the account's picture. */
  setAvatar(data: Media, options?: ProfileImageOptions): Promise<UpdatedRecord<Profile>>;
  /** Makes an image the picture at the top of the profile. */
  setBanner(data: Media, options?: ProfileImageOptions): Promise<UpdatedRecord<Profile>>;
  /** Shows the account as live. */
  goLive(link: LiveLink, options?: LiveOptions): Promise<Done>;
  /** Ends that. */
  endLive(options?: CallOptions): Promise<Done>;
}

/** The functions of `bluesky/actions` for the account itself, bound to a client. */
export interface BoundAccount {
  /** The account's app passwords, by their names. */
  listAppPasswords(options?: CallOptions): ReturnType<typeof listAppPasswords>;
  /** Creates an app password. */
  createAppPassword(name: string, options?: AppPasswordOptions): ReturnType<typeof createAppPassword>;
  /** Revokes an app password. */
  revokeAppPassword(name: string, options?: CallOptions): Promise<boolean>;
  /** Changes the account's handle. */
  changeHandle(handle: string, options?: CallOptions): Promise<Done>;
  /** Deactivates the account: `deactivateAccount`. */
  deactivate(options?: DeactivateOptions): Promise<Done>;
  /** Activates it again: `activateAccount`. */
  activate(options?: CallOptions): Promise<Done>;
  /** Has the server send the e-mail with the token that `delete` needs: `requestAccountDeletion`. */
  requestDeletion(options?: CallOptions): Promise<void>;
  /** Deletes the account for good: `deleteAccount`. */
  delete(proof: DeletionProof, options?: CallOptions): Promise<void>;
  /** Finds out which of the user's contacts are here. */
  importContacts(input: ContactsInput, options?: CallOptions): Promise<ContactMatch[]>;
}

/** Binds the functions for the profile to a client. */
export function bindProfile(client: ClientLike): BoundProfile {
  return bind<BoundProfile>(client, { update: updateProfile, setAvatar, setBanner, goLive, endLive });
}

/** Binds the functions for the account to a client. */
export function bindAccount(client: ClientLike): BoundAccount {
  return bind<BoundAccount>(client, {
    ...{ listAppPasswords, createAppPassword, revokeAppPassword, changeHandle, importContacts },
    ...{ deactivate: deactivateAccount, activate: activateAccount },
    ...{ requestDeletion: requestAccountDeletion, delete: deleteAccount },
  });
}

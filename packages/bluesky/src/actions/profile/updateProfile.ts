import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { putRecord } from "../../lexicons/com/atproto/repo/putRecord.ts";
import { chooseRepo } from "../../records/single/chooseRepo.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { changeRecord } from "../refs/changeRecord.ts";
import type { Done } from "../refs/Done.ts";

/** Gets a profile, and gives it as it is to be. The same, or nothing, leaves it as it is. */
export type ProfileChange = (profile: Profile) => Profile | undefined | Promise<Profile | undefined>;

/**
 * Changes one's profile: reads it, has it changed, and writes it in place of the version that was read, again where somebody else
 * was faster. So nothing is lost that others change at the same time, and after a read that failed nothing is written. Where there
 * is no profile yet, there will be one.
 *
 * @param change a function, which may be called several times and must not change what it gets; or the fields that change, where
 * those that are undefined are taken out
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown`
 * @throws {unknown} what `change` throws
 * @example
 * ```ts
 * await updateProfile(client, { displayName: "Alice", description: undefined });
 * await updateProfile(client, (profile) => ({ ...profile, displayName: `${profile.displayName} on holiday` }));
 * ```
 */
export async function updateProfile(
  client: ClientLike,
  change: ProfileChange | Partial<Profile>,
  options: CallOptions = {},
): Promise<Done> {
  if (typeof change !== "function" && (typeof change !== "object" || change === null)) {
    throw invalidOption("change", `Expected a function, or the fields that change, got ${typeOf(change)}.`);
  }
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), putRecord);
  const changed: ProfileChange =
    typeof change === "function" ? change : (profile) => withoutUndefined({ ...profile, ...change });
  return changeRecord<Profile>(client, Profile, { repo, rkey: "self" }, { change: changed, initial: {}, left });
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T; // fewer fields
}

import { getPreferences } from "../../lexicons/app/bsky/actor/getPreferences.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { countDown } from "../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { clientOf } from "../../xrpc/operation/clientOf.ts";
import { createModeration, type Moderation } from "../decide/createModeration.ts";
import type { AgeAccess } from "./age/AgeRegion.ts";
import { gatherLabelers } from "./gatherLabelers.ts";
import { readModerationPreferences } from "./readModerationPreferences.ts";

/** How many labelers servers take into account. */
const MOST_LABELERS = 20;

/** Options of {@link loadModeration}. */
export interface LoadModerationOptions extends CallOptions {
  /**
   * What the account may see for its age: `loadAgeAccess` finds it out. With anything but `full` adult content stays covered, whatever
   * the account has chosen.
   *
   * @default "full"
   */
  readonly ageAccess?: AgeAccess | undefined;
  /** Decide better than the official libraries where they err: see `ModerationSettings`. @default false */
  readonly corrected?: boolean | undefined;
  /** After how many milliseconds what labelers say of their labels is asked for again. @default 3_600_000 */
  readonly maxAge?: number | undefined;
}

/**
 * Finds out what decisions are taken by: the account's preferences, and what the labels mean of the network's labelers and of those that
 * it has subscribed to (20 together). What labelers say is kept for all accounts, and renewed behind: only the first time it is waited
 * for. Without an account there are defaults.
 *
 * Labels are in answers only if they are asked for: `client.with({ labelers: moderation.labelers })`, or `createModeratedClient`.
 *
 * @throws {CallError} where the preferences cannot be had, or what labelers say that were never asked before
 * @example
 * ```ts
 * const moderation = await loadModeration(client);
 * const { feed } = await getTimeline(client.with({ labelers: moderation.labelers }));
 * const { items } = moderateItems(feed, moderation);
 * ```
 * @see https://docs.bsky.app/docs/advanced-guides/moderation
 */
export async function loadModeration(client: ClientLike, options: LoadModerationOptions = {}): Promise<Moderation> {
  const { ageAccess = "full", corrected, maxAge = 3_600_000, ...rest } = options;
  const left = countDown(client, rest);
  const { network = blueskyNetwork } = clientOf(client).options;
  const stored = clientOf(client).session ? (await getPreferences(client, {}, left())).preferences : [];
  const read = readModerationPreferences(stored, { labelers: network.labelers });
  const labelers = read.labelers.slice(0, MOST_LABELERS);
  const dids = labelers.map(({ did }) => did);
  const infos = dids.length > 0 ? await gatherLabelers(client, dids, { ...left(), maxAge }) : new Map();
  const adultContentEnabled = read.adultContentEnabled && ageAccess === "full";
  return createModeration({
    did: clientOf(client).did,
    preferences: { ...read, labelers, adultContentEnabled },
    definitions: Object.fromEntries([...infos].map(([did, { definitions }]) => [did, definitions])),
    labelerNames: Object.fromEntries([...infos].flatMap(([did, { name }]) => (name ? [[did, name]] : []))),
    corrected,
  });
}

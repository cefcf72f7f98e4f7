import { getConfig } from "../../../lexicons/app/bsky/ageassurance/getConfig.ts";
import { getState } from "../../../lexicons/app/bsky/ageassurance/getState.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { type AgeAccess, type AgePlace, findAgeRegion } from "./AgeRegion.ts";
import { decideAgeAccess } from "./decideAgeAccess.ts";

/** Options of {@link loadAgeAccess}. */
export interface LoadAgeAccessOptions extends CallOptions {
  /** In years, as the account's owner says. @default not known */
  readonly declaredAge?: number | undefined;
}

/**
 * Finds out what an account may see where it is: all of it where no region asks for more; what the server has found out about its
 * age; or else what the region's rules say. Where somebody is, the program has to know.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * const ageAccess = await loadAgeAccess(client, { countryCode: "GB" }, { declaredAge: 30 });
 * const moderation = await loadModeration(client, { ageAccess });
 * ```
 */
export async function loadAgeAccess(
  client: ClientLike,
  place: AgePlace,
  options: LoadAgeAccessOptions = {},
): Promise<AgeAccess> {
  const { declaredAge, ...rest } = options;
  const left = countDown(client, rest);
  const region = findAgeRegion(await getConfig(client, {}, left()), place);
  if (!region) return "full";
  const { countryCode, regionCode } = place;
  const { state, metadata } = await getState(client, { countryCode, regionCode }, left());
  if (state.access !== "unknown") return state.access;
  return decideAgeAccess(region, { ...metadata, declaredAge })?.access ?? "unknown";
}

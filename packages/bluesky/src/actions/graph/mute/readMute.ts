import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { readProfile } from "../find/readProfile.ts";

/** How an account is muted, without regard to lists. */
export interface MuteState {
  readonly isMuted: boolean;
  readonly onlyReposts: boolean;
  readonly onlyQuoteposts: boolean;
}

/**
 * How an account is muted.
 *
 * @returns undefined where that is not to be known: of what is muted by a list, nobody says whether it is muted by itself too
 * @throws {CallError}
 */
export async function readMute(client: ClientLike, did: string, options: CallOptions): Promise<MuteState | undefined> {
  const view = await readProfile(client, did, options);
  if (!view || view.viewer.mutedByList) return undefined;
  const { muted, mutedOnlyReposts, mutedOnlyQuoteposts } = view.viewer;
  return {
    isMuted: muted === true,
    onlyReposts: mutedOnlyReposts === true,
    onlyQuoteposts: mutedOnlyQuoteposts === true,
  };
}

import type { Client, ClientLike } from "../../xrpc/contract/Call.ts";
import { clientOf } from "../../xrpc/operation/clientOf.ts";
import type { Moderation } from "../decide/createModeration.ts";
import { type LoadModerationOptions, loadModeration } from "./loadModeration.ts";

/** A client that asks for the labels that its decisions are taken by. */
export interface ModeratedClient extends ClientLike {
  /** What decisions are taken by now. */
  readonly moderation: Moderation;
  /** Finds it out again: after the account has changed its preferences. Calls that begin then ask for the labels that count then. */
  refresh(options?: LoadModerationOptions): Promise<Moderation>;
}

/**
 * Makes of a client one whose calls ask for the labels of just those labelers by which is decided: a label of another does nothing, and one
 * that is not asked for does not come.
 *
 * @throws {unknown} the same errors as `loadModeration`
 * @example
 * ```ts
 * const moderated = await createModeratedClient(client);
 * for await (const { item, ui } of moderate(getTimeline.items(moderated), moderated.moderation)) render(item, ui);
 * ```
 */
export async function createModeratedClient(
  client: ClientLike,
  options: LoadModerationOptions = {},
): Promise<ModeratedClient> {
  const { signal: _, ...kept } = options;
  let moderation: Moderation;
  let current: Client;
  const refresh = async (how: LoadModerationOptions = {}): Promise<Moderation> => {
    moderation = await loadModeration(client, { ...kept, ...how });
    current = clientOf(client).with({ labelers: moderation.labelers });
    return moderation;
  };
  await refresh(options);
  return {
    refresh,
    get moderation() {
      return moderation;
    },
    get "~client"() {
      return current;
    },
  };
}

import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { invalidResponse } from "../../../xrpc/errors/InvalidResponseError.ts";
import type { PreferenceEntries } from "../entries/PreferenceEntry.ts";

const nsid = "app.bsky.actor.getPreferences";

/**
 * Reads the stored preferences, as they are. Nothing in them is held to the lexicon: what a program has stored there once must not
 * keep one from the rest.
 *
 * @throws {CallError} also where the answer is no list of preferences: nobody may take that for there being none
 */
export async function loadEntries(client: ClientLike, options: CallOptions): Promise<PreferenceEntries> {
  const caller = callerOf(client);
  const { data, response } = await caller["~send"](
    { nsid, kind: "query", output: {} },
    {},
    undefined,
    toOwnServer(options),
  );
  const { preferences } = Object(data);
  if (Array.isArray(preferences) && preferences.every((entry) => typeof Object(entry).$type === "string")) {
    return preferences;
  }
  const summary = { nsid, method: "GET", session: caller.session } as const;
  throw invalidResponse(summary, response, "expected a list of preferences, each with its $type");
}

/** Preferences are the account's server's, whichever service the client's other calls are passed on to. */
export function toOwnServer<Options extends CallOptions>(options: Options): Options {
  return { ...options, proxy: options.proxy ?? false };
}

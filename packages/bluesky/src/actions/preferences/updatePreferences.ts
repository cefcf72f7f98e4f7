import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { changePreferences } from "./change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "./change/PreferencesOptions.ts";
import { createDraft, type PreferencesDraft } from "./PreferencesDraft.ts";

/**
 * Makes many changes of the preferences at once: one read and one write, or none where nothing changes.
 *
 * Every change of preferences reads all that is stored, changes what it is about, and writes all of it, because servers replace
 * preferences as a whole. Changes of one account come one after the other: in this program, and in all that share the store of its
 * session. Other programs may still write in between: the option `verify` finds that out. What is not understood is kept. Nothing is
 * written after a read that has failed.
 *
 * @param change changes the draft that it gets, at once: it cannot be async. It may be called several times, with what is stored
 * then, and its result is to be the same whether or not its changes are there already
 * @throws {InvalidOptionError} where `change` is async, and what its methods throw
 * @throws {PreferencesError} `password_needed` for a birth date, `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown` where no answer came, and looking for the change failed
 * @throws {unknown} what `change` throws
 * @example
 * ```ts
 * await updatePreferences(client, (prefs) => {
 *   for (const word of ["spoiler", "finale"]) prefs.muteWord(word);
 *   prefs.saveFeed(feedUri, { pinned: true });
 *   prefs.setThreadView({ sort: "oldest" });
 * });
 * ```
 */
export async function updatePreferences(
  client: ClientLike,
  change: (preferences: PreferencesDraft) => void,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  if (typeof change !== "function") {
    throw invalidOption("change", `Expected a function that changes preferences, got ${typeOf(change)}.`);
  }
  const now = Date.now();
  return changePreferences(
    client,
    (entries) => {
      const draft = createDraft(entries, now);
      const given: unknown = change(draft);
      // It would wait for others while they wait for it.
      if (typeof Object(given).then === "function") {
        throw invalidOption("change", "Expected a function that changes preferences at once, got an async one.");
      }
      return draft.entries;
    },
    options,
  );
}

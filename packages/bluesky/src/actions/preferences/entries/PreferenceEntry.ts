/**
 * One stored preference, as it is. Servers keep a list of them, with every field that a program has put into one, and of kinds that
 * no lexicon knows.
 */
export interface PreferenceEntry {
  /** Which kind it is, such as `app.bsky.actor.defs#mutedWordsPref`. */
  readonly $type: string;
  readonly [field: string]: unknown;
}

/** The stored preferences of an account, in their order. */
export type PreferenceEntries = readonly PreferenceEntry[];

/**
 * A change of stored preferences. Applied to what it has made, it changes nothing: it gives the very list that it was given. It may
 * be applied several times, as when what was written has to be looked for.
 */
export type Edit = (entries: PreferenceEntries) => PreferenceEntries;

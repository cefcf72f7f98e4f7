import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import { type MutedWord, MutedWordsPref } from "../../../lexicons/app/bsky/actor/defs.ts";
import { nextTid } from "../../../syntax/tid.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { changePreferences } from "../change/changePreferences.ts";
import type { PreferencesChange, PreferencesOptions } from "../change/PreferencesOptions.ts";
import { changeKind } from "../entries/changeKind.ts";
import type { Kind } from "../entries/Kind.ts";
import type { Edit } from "../entries/PreferenceEntry.ts";

export const mutedWords: Kind<MutedWordsPref> = {
  schema: MutedWordsPref,
  lists: ["items"],
  initial: { items: [] },
};

/** How a word is muted. */
export interface MutedWordSettings {
  /** For how many milliseconds. @default for ever, or `until` */
  readonly for?: number | undefined;
  /** Until when: a date, or an ISO string. @default for ever */
  readonly until?: Date | string | undefined;
  /** Where it is looked for: in the text and what belongs to it, in tags. @default ["content", "tag"] */
  readonly targets?: MutedWord["targets"] | undefined;
  /** Whose posts are meant. @default "all" */
  readonly actors?: MutedWord["actorTarget"];
}

/** Options of {@link muteWord}. */
export interface MuteWordOptions extends MutedWordSettings, PreferencesOptions {}

/** Which muted word: the word, or an entry of it, found by its `id` where it has one. */
export type MutedWordRef = string | Pick<MutedWord, "id" | "value">;

/**
 * Mutes a word, or a few in their order: the app hides posts with it. One that is muted already is muted as it is said now.
 *
 * @param word without `#` it is the tag too
 * @throws {InvalidOptionError} where nothing is left of it without spaces, or of the time
 * @throws {ValidationError} of a word of more than 1,000 graphemes
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 * @example
 * ```ts
 * await muteWord(client, "spoiler", { for: 7 * 86_400_000, actors: "exclude-following" });
 * ```
 */
export async function muteWord(
  client: ClientLike,
  word: string,
  options: MuteWordOptions = {},
): Promise<PreferencesChange> {
  const { for: time, until, targets, actors, ...rest } = options;
  return changePreferences(client, mutingWord(word, { for: time, until, targets, actors }, Date.now()), rest);
}

/**
 * Unmutes a word.
 *
 * @throws {InvalidOptionError}
 * @throws {PreferencesError} `change_lost`
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 * @example
 * ```ts
 * await unmuteWord(client, "spoiler");
 * ```
 */
export async function unmuteWord(
  client: ClientLike,
  word: MutedWordRef,
  options: PreferencesOptions = {},
): Promise<PreferencesChange> {
  return changePreferences(client, unmutingWord(word), options);
}

/** @throws {InvalidOptionError} */
export function mutingWord(word: string, settings: MutedWordSettings, now: number): Edit {
  const value = toValue(word);
  const { targets = ["content", "tag"], actors = "all" } = settings;
  const said = { value, targets: [...targets], actorTarget: actors, expiresAt: expiryOf(settings, now) };
  const id = nextTid();
  return changeKind(mutedWords, (pref) => {
    const isMeant = (item: MutedWord): boolean => toPlain(item.value) === value;
    if (!pref.items.some(isMeant)) return { ...pref, items: [...pref.items, { id, ...said }] };
    const muted = (item: MutedWord): MutedWord => ({ ...item, id: item.id ?? id, ...said });
    return { ...pref, items: pref.items.map((item) => (isMeant(item) ? muted(item) : item)) };
  });
}

/** @throws {InvalidOptionError} */
export function unmutingWord(word: MutedWordRef): Edit {
  const { id, value } = typeof word === "string" ? { value: word } : (Object(word) as Partial<MutedWord>);
  const plain = toValue(value);
  return changeKind(mutedWords, (pref) => ({
    ...pref,
    items: pref.items.filter((item) => (id && item.id ? item.id !== id : toPlain(item.value) !== plain)),
  }));
}

/** What is compared, as the app does it: without what people do not see, and without the `#` of a tag. */
function toPlain(word: string): string {
  return word
    .replace(/[\r\n\u00ad\u200b-\u200d\u2060]/g, "")
    .trim()
    .replace(/^#(?!\ufe0f)/, "");
}

function toValue(word: unknown): string {
  const value = typeof word === "string" ? toPlain(word) : "";
  if (value !== "") return value;
  throw invalidOption(
    "word",
    `Expected a word, got ${typeof word === "string" ? JSON.stringify(word) : typeOf(word)}.`,
  );
}

function expiryOf({ for: time, until }: MutedWordSettings, now: number): string | undefined {
  if (time === undefined && until === undefined) return undefined;
  const end = time === undefined ? new Date(until ?? "") : new Date(now + time);
  if (end.getTime() > now) return end.toISOString();
  throw invalidOption("for", "Expected a time in the future: milliseconds as `for`, or a date as `until`.");
}

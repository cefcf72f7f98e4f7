import type { MutedWordMatch } from "../contract/ModerationCause.ts";
import type { MutedWordLike } from "../contract/ModerationSettings.ts";
import type { ProfileSubject } from "../contract/ModerationSubject.ts";
import { textOf } from "./parts.ts";

/** Most words: told sooner than by what `PUNCTUATION` has to look up. */
const PLAIN = /^[a-z]*$/;
const PUNCTUATION = /\p{P}/u;
const BEGINNING = /^\p{P}+/u;
const PUNCTUATIONS = /\p{P}+/gu;
const PUNCTUATION_OR_SPACE = /[\s\p{P}]/u;
const SPACE = /\s/u;

/** Languages that do not part words by spaces: there a muted word is found within others. */
const UNSPACED = ["ja", "zh", "ko", "th", "vi"];

/** A text in which muted words are looked for, and what is known of it. */
export interface SearchedText {
  readonly text: string;
  /** The tags in and beside it. */
  readonly tags?: readonly unknown[] | undefined;
  /** The first of its languages. */
  readonly lang?: unknown;
  readonly author: ProfileSubject;
}

/**
 * Muted words, prepared: a text's words are looked up among them, so it takes as long for a thousand muted words as for ten.
 *
 * A word is a muted word with or without the punctuation around it, with that within it left out or taken for spaces, and in each of
 * its parts. But for what is parted by a slash: "and/or" is not "andor".
 */
export class MutedWords {
  readonly #words: readonly MutedWordLike[];
  readonly #corrected: boolean;
  /** By how they are written in lower case: which of the words they are. */
  readonly #all = new Map<string, number[]>();
  readonly #content = new Map<string, number[]>();
  /** How those begin and how long they are: what a word must have to be looked up. */
  readonly #shapes = new Set<number>();
  /** Those that are looked for within words too. */
  readonly #within: string[] = [];

  constructor(words: readonly MutedWordLike[], corrected: boolean) {
    this.#words = words;
    this.#corrected = corrected;
    for (const [index, { value, targets }] of words.entries()) {
      const lower = value.toLowerCase();
      add(this.#all, lower, index);
      if (!targets.includes("content")) continue;
      add(this.#content, lower, index);
      this.#shapes.add(shapeOf(lower));
      if (lower.length === 1 || PUNCTUATION_OR_SPACE.test(lower)) this.#within.push(lower);
    }
  }

  /** The muted words that a text has, in the order in which they were muted; `undefined` for none. */
  match({ text, tags, lang, author }: SearchedText): MutedWordMatch[] | undefined {
    const found = new Map<number, string | undefined>();
    const note = (indexes: number[] | undefined, word?: string): void => {
      // The first place counts.
      for (const index of indexes ?? []) if (!found.has(index) && this.#applies(index, author)) found.set(index, word);
    };
    for (const tag of tags ?? []) note(this.#all.get(textOf(tag).toLowerCase()));
    const content = this.#content;
    if (content.size > 0) {
      const lower = text.toLowerCase();
      const within = UNSPACED.includes(lang as string) ? content.keys() : this.#within;
      for (const word of within) if (lower.includes(word)) note(content.get(word));
      note(content.get(lower));
      this.#matchWords(lower, note);
    }
    if (found.size === 0) return undefined;
    return [...found]
      .sort(([a], [b]) => a - b)
      .map(([index, predicate]) => {
        const word = this.#words[index] as MutedWordLike; // indexes are those of the list
        return { word, predicate: predicate ?? word.value };
      });
  }

  #matchWords(text: string, note: (indexes: number[] | undefined, word: string) => void): void {
    const content = this.#content;
    // How long muted words are, at most, whose search has ended.
    let ended = -1;
    const look = (candidate: string, word: string): void => {
      if (candidate.length > ended && this.#shapes.has(shapeOf(candidate))) note(content.get(candidate), word);
    };
    for (const word of text.split(SPACE)) {
      look(word, word);
      if (PLAIN.test(word) || !PUNCTUATION.test(word)) continue;
      const trimmed = trimPunctuation(word);
      look(trimmed, word);
      if (trimmed.includes("/")) {
        if (!this.#corrected) ended = Math.max(ended, trimmed.length);
      } else if (PUNCTUATION.test(trimmed)) {
        const spaced = trimmed.replace(PUNCTUATIONS, " ");
        look(spaced, word);
        for (const part of [spaced.replaceAll(" ", ""), ...spaced.split(" ")]) look(part, word);
      }
    }
  }

  #applies(index: number, author: ProfileSubject): boolean {
    const { actorTarget, expiresAt } = this.#words[index] as MutedWordLike; // indexes are those of the list
    if (actorTarget === "exclude-following" && author.viewer?.following) return false;
    if (!expiresAt) return true;
    return this.#corrected ? !(Date.parse(expiresAt) <= Date.now()) : expiresAt >= new Date().toISOString();
  }
}

/** Takes punctuation off both ends of a word. An expression with `+$` would try again at each mark: posts can be all marks. */
function trimPunctuation(word: string): string {
  const begun = word.replace(BEGINNING, "");
  for (let end = begun.length, width = 0; end > 0; end -= width) {
    width = (begun.codePointAt(end - 2) ?? 0) > 0xffff ? 2 : 1;
    if (!PUNCTUATION.test(begun.slice(end - width, end))) return begun.slice(0, end);
  }
  return "";
}

function shapeOf(word: string): number {
  return word.charCodeAt(0) + word.length * 65_536;
}

function add(map: Map<string, number[]>, word: string, index: number): void {
  const indexes = map.get(word);
  if (indexes) indexes.push(index);
  else map.set(word, [index]);
}

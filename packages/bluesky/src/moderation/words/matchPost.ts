import type { MutedWordMatch } from "../contract/ModerationCause.ts";
import type { PostSubject, ProfileSubject } from "../contract/ModerationSubject.ts";
import { altsOf, cardOf, isBlocked, mediaBeside, quotedOf } from "./embeds.ts";
import type { MutedWords } from "./MutedWords.ts";
import { list, type Part, part, textOf } from "./parts.ts";

type Matches = MutedWordMatch[] | undefined;

/** The muted words in a post, in what it shows and in what it quotes: those of the first text that has any. */
export function matchPost({ author, record, embed }: PostSubject, words: MutedWords, corrected: boolean): Matches {
  const own = postOf(record);
  const view = part(embed);
  const quoted = quotedOf(view);
  const value = quoted && !isBlocked(quoted) ? postOf(quoted.value) : undefined;
  const lang = langOf(own);
  const inRecord = part(own?.embed);
  const inQuoted = part(value?.embed);
  const beside = mediaBeside(view);
  if (corrected) {
    const media = own ? (mediaBeside(inRecord) ?? inRecord) : (beside ?? view);
    return (
      (own && matchText(own, author, words)) ??
      matchMedia(media, lang, author, words) ??
      (quoted && value && matchText(value, quoted.author, words)) ??
      (quoted && matchMedia(mediaBeside(inQuoted) ?? inQuoted, langOf(value), quoted.author, words))
    );
  }
  const shown = (own && matchText(own, author, words)) ?? matchAlts(inRecord, lang, author, words);
  if (shown || !quoted || isBlocked(quoted)) return shown ?? matchCard(view, author, words);
  const inValue = value && matchText(value, quoted.author, words);
  if (inValue || beside) return inValue ?? matchMedia(beside, lang, quoted.author, words);
  return (
    matchMedia(inQuoted, langOf(value), quoted.author, words) ??
    matchMedia(mediaBeside(inQuoted), undefined, quoted.author, words)
  );
}

function postOf(value: unknown): Part | undefined {
  const record = part(value);
  return record?.$type === "app.bsky.feed.post" ? record : undefined;
}

function langOf(post: Part | undefined): unknown {
  return Array.isArray(post?.langs) ? post.langs[0] : undefined;
}

function matchText(post: Part, author: ProfileSubject, words: MutedWords): Matches {
  const tags: unknown[] = Array.isArray(post.tags) ? [...post.tags] : [];
  for (const { features } of list(post.facets)) {
    for (const { $type, tag } of list(features)) if ($type === "app.bsky.richtext.facet#tag") tags.push(tag);
  }
  return words.match({ text: textOf(post.text), tags, lang: langOf(post), author });
}

function matchMedia(media: Part | undefined, lang: unknown, author: ProfileSubject, words: MutedWords): Matches {
  return matchAlts(media, lang, author, words) ?? matchCard(media, author, words);
}

function matchAlts(media: Part | undefined, lang: unknown, author: ProfileSubject, words: MutedWords): Matches {
  for (const text of altsOf(media)) {
    const matches = words.match({ text, lang, author });
    if (matches) return matches;
  }
  return undefined;
}

function matchCard(media: Part | undefined, author: ProfileSubject, words: MutedWords): Matches {
  const text = cardOf(media);
  return text === undefined ? undefined : words.match({ text, author });
}

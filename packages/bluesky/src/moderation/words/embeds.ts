import type { ProfileSubject } from "../contract/ModerationSubject.ts";
import { list, type Part, part, textOf } from "./parts.ts";

const EMBED = "app.bsky.embed.";

/** What a post quotes. */
export interface Quoted extends Part {
  readonly author: ProfileSubject;
}

/** What a post's view shows as quoted: also one that is blocked, of which only the author is known. */
export function quotedOf(embed: unknown): Quoted | undefined {
  const view = part(embed);
  const withMedia = view?.$type === `${EMBED}recordWithMedia#view`;
  if (!withMedia && view?.$type !== `${EMBED}record#view`) return undefined;
  const record = part(withMedia ? part(view.record)?.record : view.record);
  const isQuoted = record?.$type === `${EMBED}record#viewRecord` || isBlocked(record);
  return isQuoted && typeof part(record?.author)?.did === "string" ? (record as Quoted) : undefined; // just looked at
}

/** Whether a quoted post is shown as blocked. */
export function isBlocked(quoted: Part | undefined): boolean {
  return quoted?.$type === `${EMBED}record#viewBlocked`;
}

/** The media beside what is quoted, in a record or a view; `undefined` where nothing is. */
export function mediaBeside(embed: Part | undefined): Part | undefined {
  return isA(embed, "recordWithMedia") ? part(embed?.media) : undefined;
}

/** The alt texts of images, in a record or a view. */
export function altsOf(media: Part | undefined): string[] {
  const images = isA(media, "images")
    ? list(media?.images)
    : isA(media, "gallery")
      ? list(media?.items).filter(
          ({ $type }) => $type === `${EMBED}gallery#image` || $type === `${EMBED}gallery#viewImage`,
        )
      : [];
  return images.map(({ alt }) => textOf(alt));
}

/** Title and description of a link card, in a record or a view. */
export function cardOf(media: Part | undefined): string | undefined {
  const card = isA(media, "external") ? part(media?.external) : undefined;
  return card && `${textOf(card.title)} ${textOf(card.description)}`;
}

/** Whether a part is an embed of a kind, in a record or a view. */
function isA(embed: Part | undefined, kind: string): boolean {
  const type = embed?.$type;
  return type === EMBED + kind || type === `${EMBED + kind}#view`;
}

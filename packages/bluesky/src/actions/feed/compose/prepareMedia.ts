import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import type { RecordWithMedia } from "../../../lexicons/app/bsky/embed/recordWithMedia.ts";
import type { AttachContext, Attachment } from "../../../media/model/Attachment.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import type { PostParts } from "./PostOptions.ts";

/** What a post shows below its text, beside what it quotes. */
export type MediaEmbed = RecordWithMedia["media"];

/** So many are read and uploaded at the same time. */
const CONCURRENCY = 3;

/** How many there can be. */
const MOST = { images: 4, gallery: 20 } as const;

/**
 * Refuses media that cannot stand in one post, before anything is sent.
 *
 * @throws {InvalidOptionError}
 */
export function checkMedia(parts: PostParts): void {
  const { card, embed } = parts;
  const isRecord = embed?.$type === "app.bsky.embed.record";
  const names = (["images", "gallery", "video", "card"] as const).filter((name) => parts[name] !== undefined);
  const [first = "embed", second = "media in `embed`"] = names;
  if (names.length + Number(embed !== undefined && !isRecord) > 1) {
    throw invalidOption(first, `A post has one of \`${first}\` and ${second}, got both.`);
  }
  for (const name of ["images", "gallery"] as const) {
    const list: readonly unknown[] | undefined = parts[name];
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.length === 0 || list.length > MOST[name]) {
      const got = Array.isArray(list) ? `${list.length}` : typeOf(list);
      const help = name === "images" ? ": `gallery` takes more" : "";
      throw invalidOption(name, `Expected a list of 1 to ${MOST[name]} images, got ${got}${help}.`);
    }
    for (const item of list) expectAttachment(name, item, "`image` of bluesky/media");
  }
  if (parts.video !== undefined) expectAttachment("video", parts.video, "`video` of bluesky/media");
  if (card !== undefined && !isAttachment(card) && typeof Object(card).uri !== "string") {
    throw invalidOption("card", `Expected a card with \`uri\` and \`title\`, got ${typeOf(card)}.`);
  }
}

function expectAttachment(option: string, value: unknown, maker: string): void {
  if (isAttachment(value)) return;
  throw invalidOption(option, `Expected what ${maker} makes, got ${typeOf(value)}.`);
}

function isAttachment(value: unknown): value is Attachment<object> {
  return typeof Object(value).prepare === "function";
}

/** Whether posts have something that is uploaded for them. */
export function hasAttachments(posts: readonly PostParts[]): boolean {
  return posts.some(({ images, gallery, video, card }) => images || gallery || video || isAttachment(card));
}

/**
 * Reads and uploads what posts show, a few at a time.
 *
 * @returns for each post what it embeds; nothing where that is not said by `images`, `gallery`, `video` or `card`
 * @throws {unknown} what the attachments fail with
 */
export async function prepareMedia(
  client: ClientLike,
  posts: readonly PostParts[],
  context: AttachContext,
): Promise<(MediaEmbed | undefined)[]> {
  const waiting: (() => Promise<void>)[] = [];
  const prepare = <Embed extends object>(attachment: Attachment<Embed>, put: (embed: Embed) => void): void => {
    const item = waiting.length;
    const onProgress = context.onProgress && ((at: object) => context.onProgress?.({ ...Object(at), item }));
    waiting.push(async () => put(await attachment.prepare(client, { ...context, onProgress })));
  };
  const built = posts.map(({ images, gallery, video, card }) => {
    const embeds: object[] = [];
    let only: object | undefined;
    for (const [i, one] of [...(images ?? gallery ?? [])].entries()) {
      prepare<object>(one, (embed) => {
        embeds[i] = embed;
      });
    }
    const single: Attachment<object> | undefined = video ?? (isAttachment(card) ? card : undefined);
    if (single) {
      prepare(single, (embed) => {
        only = embed;
      });
    }
    return (): object | undefined => {
      if (images) return { $type: "app.bsky.embed.images", images: embeds };
      if (gallery) return { $type: GALLERY, items: embeds.map((embed) => ({ $type: `${GALLERY}#image`, ...embed })) };
      if (video) return { ...only, $type: "app.bsky.embed.video" };
      if (!card) return undefined;
      const external = isAttachment(card) ? Object(only) : card;
      return { $type: "app.bsky.embed.external", external: toExternal(external) };
    };
  });
  // What fails first ends it: nothing more is begun.
  let failed = false;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !failed; next = waiting.shift()) {
      await next().catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return built.map((build) => build() as MediaEmbed | undefined); // by their lexicons
}

const GALLERY = "app.bsky.embed.gallery";

function toExternal({
  uri,
  title,
  description = "",
  thumb,
  associatedRefs,
}: Exclude<PostParts["card"], Attachment<object> | undefined>): object {
  return { uri, title, description, ...(thumb && { thumb }), ...(associatedRefs && { associatedRefs }) };
}

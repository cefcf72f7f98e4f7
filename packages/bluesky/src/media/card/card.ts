import type { BlobRef } from "../../data/blob.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import type { ExternalDef } from "../../lexicons/app/bsky/embed/external.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { AttachContext, Attachment } from "../model/Attachment.ts";
import { attachBlob } from "../model/sendBlob.ts";
import type { CardOptions } from "./CardOptions.ts";
import { fetchCard } from "./fetchCard.ts";
import type { CardImage, PageCard } from "./PageCard.ts";
import { DEFAULT_TIMEOUT } from "./readCard.ts";

/** A link card as a post embeds it. */
export type EmbeddedCard = ExternalDef;

/** What a card is made of, where no page is read: the same as `fetchCard` gives, or less. */
export type CardParts = Pick<PageCard, "uri" | "title"> & Partial<PageCard>;

/**
 * A link card for a post. The page is read just before the post is written, as `fetchCard` does it, and its image uploaded. Given
 * what `fetchCard` found out, it reads nothing.
 *
 * The errors are those of the post: `post` throws what `fetchCard` and the upload throw, and nothing is posted then.
 *
 * @throws {InvalidOptionError}
 * @example
 * ```ts
 * await post(client, "Read", { card: card("https://example.com") });
 * await post(client, "Read", { card: card(url, { service: "https://cards.example.com" }) }); // in a browser
 * ```
 * @see https://docs.bsky.app/docs/advanced-guides/posts#website-card-embeds
 */
export function card(page: string | CardParts, options: CardOptions = {}): Attachment<EmbeddedCard> {
  const isGiven = typeof page === "object" && page !== null;
  if (!isGiven && typeof page !== "string") {
    throw invalidOption("page", `Expected a URL, or what \`fetchCard\` gave, got ${typeOf(page)}.`);
  }
  return {
    async prepare(client, context) {
      const { signal, deadline } = context.left();
      const timeout = Math.min(options.timeout ?? DEFAULT_TIMEOUT, deadline || Infinity);
      const found = isGiven ? { description: "", ...page } : await fetchCard(page, { ...options, timeout, signal });
      const { title = found.title, description = found.description, onCard } = options;
      await onCard?.(found);
      const thumb = found.image && (await upload(client, found.image, context));
      return { uri: found.uri, title, description, ...(thumb && { thumb }) };
    },
  };
}

async function upload(
  client: ClientLike,
  { data, mimeType }: CardImage,
  { left, dryRun, onProgress }: AttachContext,
): Promise<BlobRef> {
  const total = data.length;
  if (!dryRun) onProgress?.({ item: 0, sent: 0, total });
  const blob = await attachBlob(client, { bytes: data, type: mimeType }, { left, dryRun });
  if (!dryRun) onProgress?.({ item: 0, sent: total, total });
  return blob;
}

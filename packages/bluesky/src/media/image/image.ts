import type { BlobRef } from "../../data/blob.ts";
import type { AspectRatio } from "../../lexicons/app/bsky/embed/defs.ts";
import type { Attachment } from "../model/Attachment.ts";
import { checkAlt } from "../model/checkAlt.ts";
import { keepMade } from "../model/keepMade.ts";
import type { Media } from "../model/Media.ts";
import { attachBlob } from "../model/sendBlob.ts";
import { postImageLimits } from "./ImageLimits.ts";
import type { PrepareImageOptions } from "./PrepareImageOptions.ts";
import { prepareImage } from "./prepareImage.ts";

/** Options of {@link image}. */
export interface ImageOptions extends PrepareImageOptions {
  /** What it shows, for those who do not see it. Empty where it shows nothing of importance. */
  readonly alt: string;
  /** How wide it is shown, and how high. @default what it is */
  readonly aspectRatio?: AspectRatio | undefined;
}

/** An image as a post embeds it. */
export interface EmbeddedImage {
  /** The file, as it was uploaded. */
  image: BlobRef;
  /** What it shows. */
  alt: string;
  /** In pixels. */
  aspectRatio: AspectRatio;
}

/**
 * An image for a post. It is read, checked and uploaded when the post is written: see `prepareImage` for what is done to it, and which
 * errors there are. The options `requireAlt` of a client or a call refuse one without an alternative text.
 *
 * @example
 * ```ts
 * await post(client, "Look", { images: [image(file, { alt: "A cat on a keyboard" })] });
 * ```
 */
export function image(data: Media, options: ImageOptions): Attachment<EmbeddedImage> {
  const { alt, aspectRatio, ...how } = options;
  const readImage = keepMade((signal) => prepareImage(data, postImageLimits, { ...how, signal }));
  return {
    async prepare(client, { left, dryRun, onProgress }) {
      const call = left();
      checkAlt(client, "image", alt, call);
      const { bytes, type, width, height } = await readImage(call.signal);
      const size = bytes.length;
      const blob = await attachBlob(client, { bytes, type }, { left, dryRun });
      if (!dryRun) onProgress?.({ item: 0, sent: size, total: size });
      return { image: blob, alt, aspectRatio: aspectRatio ?? { width, height } };
    },
  };
}

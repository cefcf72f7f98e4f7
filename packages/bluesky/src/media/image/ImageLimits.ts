import type { ImageType } from "./formats/ImageInfo.ts";

/** What a service takes of an image. */
export interface ImageLimits {
  /** How many bytes it may have. */
  readonly maxBytes: number;
  /** How many pixels it may be wide and high. */
  readonly maxSize: number;
  /** What it may be. */
  readonly types: readonly ImageType[];
}

/** An image of a post: 2,000,000 bytes, 4,000 pixels. */
export const postImageLimits: ImageLimits = {
  maxBytes: 2_000_000,
  maxSize: 4000,
  types: ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"],
};

/** A profile's picture, or a list's: 1,000,000 bytes, 2,000 pixels, PNG or JPEG. */
export const avatarLimits: ImageLimits = { maxBytes: 1_000_000, maxSize: 2000, types: ["image/jpeg", "image/png"] };

/** The picture at the top of a profile: 1,000,000 bytes, 3,000 pixels, PNG or JPEG. */
export const bannerLimits: ImageLimits = { maxBytes: 1_000_000, maxSize: 3000, types: ["image/jpeg", "image/png"] };

/** The picture of a link card: 1,000,000 bytes, 2,000 pixels. */
export const thumbLimits: ImageLimits = {
  maxBytes: 1_000_000,
  maxSize: 2000,
  types: postImageLimits.types,
};

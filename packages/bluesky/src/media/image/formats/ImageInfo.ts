/** What an image is, by its first bytes. */
export type ImageType = "image/jpeg" | "image/png" | "image/webp" | "image/gif" | "image/avif" | "image/heic";

/** What there is to know of an image without decoding it. */
export interface ImageInfo {
  /** Its media type, by its content, whatever it is called. */
  readonly type: ImageType;
  /** In pixels, as it is shown: after `orientation`. */
  readonly width: number;
  /** In pixels, as it is shown: after `orientation`. */
  readonly height: number;
  /**
   * How it is turned before it is shown, as EXIF counts: 1 is as it is stored, 2 to 8 are turned or mirrored. Of AVIF and HEIC it is 1:
   * their own way of turning is part of the picture.
   */
  readonly orientation: number;
  /** Whether it moves. */
  readonly animated: boolean;
  /** How many bytes it has. */
  readonly bytes: number;
}

import type { PostOptions, PostParts, ThreadPost } from "../../actions/feed/compose/PostOptions.ts";
import { card as toCard } from "../../media/card/card.ts";
import { type EmbeddedImage, type ImageOptions, image } from "../../media/image/image.ts";
import type { Attachment } from "../../media/model/Attachment.ts";
import type { Media } from "../../media/model/Media.ts";
import { video as toVideo, type VideoOptions } from "../../media/video/video.ts";
import type { Text } from "../../richtext/model/RichText.ts";

/** An image, and what there is to say of it. */
export interface ImageData extends ImageOptions {
  /** The image. */
  readonly data: Media;
}

/** A video, and what there is to say of it. */
export interface VideoData extends VideoOptions {
  /** The video. */
  readonly data: Media;
}

/** What a post shows, as the class takes it: attachments, and the plain values that they are made of. */
export interface PlainMedia {
  /** Up to four images. */
  readonly images?: readonly (ImageData | NonNullable<PostParts["images"]>[number])[] | undefined;
  /** Up to 20 images that are leafed through. */
  readonly gallery?: readonly (ImageData | NonNullable<PostParts["gallery"]>[number])[] | undefined;
  /** A video. */
  readonly video?: VideoData | PostParts["video"];
  /** A link card: the URL of a page that is read for it, or what it says. */
  readonly card?: string | PostParts["card"];
}

/** Options with plain values in place of attachments. */
export type WithPlainMedia<Options> = Omit<Options, keyof PlainMedia> & PlainMedia;

/** Options of `post` of the class. */
export type PlainPostOptions = WithPlainMedia<PostOptions>;

/** One post of `thread` of the class. */
export type PlainThreadPost = WithPlainMedia<ThreadPost>;

const OPTIONS = ["images", "gallery", "video", "card"] as const;

/** Makes attachments of plain values: each option that takes such has its line here and in `PlainMedia`. */
export function attach<Options extends PlainMedia>(options: Options): Omit<Options, keyof PlainMedia> & PostParts {
  const { images, gallery, video, card, ...rest } = Object(options) as Options; // programs without types give null
  return {
    ...rest,
    ...(images !== undefined && { images: attachImages(images) }),
    ...(gallery !== undefined && { gallery: attachImages(gallery) }),
    ...(video !== undefined && { video: attachVideo(video) }),
    ...(card !== undefined && { card: typeof card === "string" ? toCard(card) : card }),
  };
}

/** The same for posts of a thread. What is a text stays one. */
export function attachAll<Posts>(posts: Posts): Text | (Text | ThreadPost)[] {
  const isPlain = (post: unknown): boolean =>
    OPTIONS.some((option) => (post as PlainMedia | undefined)?.[option] !== undefined);
  if (!Array.isArray(posts)) return posts as Text; // or what is refused
  return posts.map((post) => (isPlain(post) ? attach(post) : post));
}

function attachImages<Given>(images: readonly (ImageData | Given)[]): readonly (Attachment<EmbeddedImage> | Given)[] {
  if (!Array.isArray(images)) return images as readonly Given[]; // it is refused later
  return images.map((one: ImageData | Given) => {
    if (Object(one).data === undefined) return one as Given;
    const { data, ...options } = one as ImageData;
    return image(data, options);
  });
}

function attachVideo(video: NonNullable<PlainMedia["video"]>): NonNullable<PostParts["video"]> {
  if (!("data" in Object(video))) return video as NonNullable<PostParts["video"]>; // made already, or refused later
  const { data, ...options } = video as VideoData;
  return toVideo(data, options);
}

import type { BlobRef } from "../../../data/blob.ts";
import type { ExternalDef } from "../../../lexicons/app/bsky/embed/external.ts";
import type { Image as GalleryImage } from "../../../lexicons/app/bsky/embed/gallery.ts";
import type { Image } from "../../../lexicons/app/bsky/embed/images.ts";
import type { Video } from "../../../lexicons/app/bsky/embed/video.ts";
import type { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import type { Attachment } from "../../../media/model/Attachment.ts";
import type { OnProgress } from "../../../media/model/Progress.ts";
import type { Text } from "../../../richtext/model/RichText.ts";
import type { CallOptions } from "../../../xrpc/contract/Call.ts";
import type { PostRef, SubjectRef } from "../../refs/PostRef.ts";
import type { WhoCanQuote, WhoCanReply } from "./Gates.ts";

/** A link that is shown as a card below the text. */
export interface Card {
  /** The URL that it leads to. */
  readonly uri: string;
  /** What the card says in large letters. */
  readonly title: string;
  /** What it says below. @default "" */
  readonly description?: string | undefined;
  /** An image that was uploaded: up to 1,000,000 bytes. */
  readonly thumb?: BlobRef | undefined;
  /** Records that stand behind the page. */
  readonly associatedRefs?: ExternalDef["associatedRefs"];
}

/** What can be said of any post, also of each of a thread. Of `images`, `gallery`, `video`, `card` and media in `embed` it has one. */
export interface PostParts {
  /** What it quotes: a post, or a feed, a list, a starter pack, a labeler that it shows. It can stand beside all of the others. */
  readonly quote?: SubjectRef | undefined;
  /** Up to four images: `image` of `bluesky/media` makes them. They are uploaded just before the post is written. */
  readonly images?: readonly Attachment<Image>[] | undefined;
  /** Up to 20 images that are leafed through; the app makes galleries of up to 10. Clients of before show none of them. */
  readonly gallery?: readonly Attachment<GalleryImage>[] | undefined;
  /** A video. */
  readonly video?: Attachment<Video> | undefined;
  /** A link card. */
  readonly card?: Card | Attachment<ExternalDef> | undefined;
  /** What is embedded, as the lexicon has it. */
  readonly embed?: Post["embed"];
  /** Up to three languages of its text: `["en"]`. */
  readonly langs?: readonly string[] | undefined;
  /** What its author warns of: `nudity`, `sexual`, `porn`, `graphic-media`. */
  readonly labels?: readonly string[] | undefined;
  /** Up to eight hashtags beside those in the text, without `#`. */
  readonly tags?: readonly string[] | undefined;
  /** Who can quote it. @default "everybody" */
  readonly whoCanQuote?: WhoCanQuote | undefined;
}

/** What can be said of how something is posted. */
export interface PostingOptions extends CallOptions {
  /**
   * Who can reply in the thread that it begins. A reply cannot say it: that is for the first post of a thread.
   *
   * @default "everybody"
   */
  readonly whoCanReply?: WhoCanReply | undefined;
  /** Whether mentions, links and tags are found in the text; `none`: only those that it brings along. @default "detect" */
  readonly facets?: "detect" | "none" | undefined;
  /** Whether long links are shortened for display. @default true */
  readonly shortenLinks?: boolean | undefined;
  /** When it was written, as a datetime; each further post of a thread is a millisecond later. @default now */
  readonly createdAt?: string | undefined;
  /**
   * The record key, a TID: the same key is the same post. Where there is one under it already, nothing is posted, and that one is
   * given. `tidFromDate` of `bluesky/syntax` makes keys.
   *
   * @default a new one
   */
  readonly key?: string | undefined;
  /**
   * Whether nothing is written, and only said what would be. What it is about is looked up all the same. What `post` gives has no
   * `cid` then (it is empty): `cidForRecord` of `bluesky/data` makes it of the `value`.
   *
   * @default false
   */
  readonly dryRun?: boolean | undefined;
  /** Is told how far images and videos are uploaded. They are counted through all posts of a thread. */
  readonly onProgress?: OnProgress | undefined;
}

/** Options of `post`, `reply` and `quote`. */
export interface PostOptions extends PostingOptions, PostParts {
  /** The post that it answers. */
  readonly reply?: PostRef | undefined;
}

/** One post of a thread: its text, and what there is beside it. */
export interface ThreadPost extends PostParts {
  /** What it says: plain, or with facets. */
  readonly text: Text;
}

/** Options of `thread`. */
export interface ThreadOptions extends PostingOptions, Pick<PostParts, "langs" | "labels" | "tags" | "whoCanQuote"> {
  /** The post that the thread answers. */
  readonly reply?: PostRef | undefined;
  /**
   * Whether the parts of a long text are numbered, at their ends: `(1/3)`; or what makes such an end, of an index from 1.
   *
   * @default false
   */
  readonly number?: boolean | ((index: number, count: number) => string) | undefined;
}

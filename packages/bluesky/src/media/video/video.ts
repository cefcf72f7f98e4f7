import type { BlobRef } from "../../data/blob.ts";
import type { AspectRatio } from "../../lexicons/app/bsky/embed/defs.ts";
import type { Video } from "../../lexicons/app/bsky/embed/video.ts";
import type { Attachment } from "../model/Attachment.ts";
import { checkAlt } from "../model/checkAlt.ts";
import { keepMade } from "../model/keepMade.ts";
import type { Media } from "../model/Media.ts";
import { toBlobRef } from "../model/sendBlob.ts";
import { readCaptions, sendCaptions, type VideoCaptions } from "./captions.ts";
import { inspectVideo } from "./file/inspectVideo.ts";
import { openVideo } from "./file/openVideo.ts";
import { type UploadVideoOptions, uploadVideo } from "./uploadVideo.ts";

/** Options of {@link video}. */
export interface VideoOptions extends Pick<UploadVideoOptions, "name" | "onState" | "pollInterval" | "resume"> {
  /** What it shows, for those who do not see it. @default none */
  readonly alt?: string | undefined;
  /** What is said in it, in up to 20 languages. @default none */
  readonly captions?: readonly VideoCaptions[] | undefined;
  /** How wide it is shown, and how high. @default what its bytes say: it is not known for WebM and MPEG */
  readonly aspectRatio?: AspectRatio | undefined;
  /** `gif`: it plays by itself, again and again, without sound. @default "gif" for a GIF */
  readonly presentation?: "default" | "gif" | undefined;
}

/** A video as a post embeds it. */
export interface EmbeddedVideo extends Video {
  $type: "app.bsky.embed.video";
}

/**
 * A video for a post: MP4, QuickTime, WebM, MPEG or GIF, up to 300,000,000 bytes. It is read, checked, uploaded and processed when the
 * post is written, which may take minutes: see `uploadVideo` for how, and for the errors that there are. Captions that are no WebVTT
 * are `invalid_captions`, before anything is sent. With `requireAlt`, of a client or a call, one without `alt` is `alt_missing`.
 *
 * In a dry run nothing is uploaded, and the blob is that of the file as it is; the service may make another of it.
 *
 * @example
 * ```ts
 * const captions = [{ lang: "en", file: { path: "waves.en.vtt" } }];
 * await post(client, "Watch", { video: video({ path: "waves.mp4" }, { alt: "Waves on a beach", captions }) });
 * ```
 * @see https://docs.bsky.app/docs/tutorials/video
 */
export function video(data: Media, options: VideoOptions = {}): Attachment<EmbeddedVideo> {
  const { alt, captions = [], aspectRatio, presentation, ...how } = options;
  const open = keepMade((signal) => openVideo(data, signal));
  return {
    async prepare(client, { left, dryRun, onProgress }) {
      const call = left();
      const { signal } = call;
      checkAlt(client, "video", alt, call);
      const read = await readCaptions(captions, signal);
      const file = await open(signal);
      const sent = dryRun
        ? { ...(await inspectVideo(file)), blob: await blobOf(file) }
        : await uploadVideo(client, file, { ...how, ...left(), onProgress });
      const files = await sendCaptions(client, read, { left, dryRun });
      const { blob, type, width, height } = sent;
      const ratio = aspectRatio ?? (width && height ? { width, height } : undefined);
      const shown = presentation ?? (type === "image/gif" ? "gif" : undefined);
      return {
        $type: "app.bsky.embed.video",
        video: blob,
        ...(files.length > 0 && { captions: files }),
        ...(alt !== undefined && { alt }),
        ...(ratio && { aspectRatio: ratio }),
        ...(shown !== undefined && { presentation: shown }),
      };
    },
  };
}

async function blobOf(file: Blob): Promise<BlobRef> {
  return toBlobRef({ bytes: new Uint8Array(await file.arrayBuffer()), type: "video/mp4" });
}

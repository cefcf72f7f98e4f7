/** The media types of videos that the service takes. */
export type VideoType = "video/mp4" | "video/quicktime" | "video/webm" | "video/mpeg" | "image/gif";

/** What a video is, by its bytes. */
export interface VideoInfo {
  /** Its media type. */
  readonly type: VideoType;
  /** Pixels, as it is shown: turned where the file says so. Unknown for WebM and MPEG. */
  readonly width?: number | undefined;
  /** Pixels, as it is shown. */
  readonly height?: number | undefined;
  /** How long it is, in milliseconds, where the file says so. */
  readonly duration?: number | undefined;
}

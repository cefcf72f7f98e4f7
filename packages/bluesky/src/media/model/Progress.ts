/** How far an upload is. */
export interface Progress {
  /** What is uploaded: its place among what is posted, from 0. */
  readonly item: number;
  /** The part that was sent last, from 1, where it is sent in parts. */
  readonly part?: number | undefined;
  /** Bytes that were sent. */
  readonly sent: number;
  /** Bytes in all. */
  readonly total: number;
}

/** Is told how far an upload is: by part, and by bytes only where the platform can tell. */
export type OnProgress = (progress: Progress) => void;

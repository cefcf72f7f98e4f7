/**
 * How far an upload has come: plain data to be kept as JSON, so that a program that was ended goes on where it was. It holds no secret.
 */
export interface VideoUploadState {
  /** The form of this state. */
  readonly version: 1;
  /** Whose upload it is. */
  readonly did: string;
  /** Which file: its size, and a hash of pieces of it. */
  readonly file: string;
  /** The upload in parts that has begun. */
  readonly upload?: string | undefined;
  /** The job that processes the video. */
  readonly job?: string | undefined;
}

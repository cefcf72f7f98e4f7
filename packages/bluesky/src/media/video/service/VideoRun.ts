import type { CallOptions, Client } from "../../../xrpc/contract/Call.ts";
import type { Progress } from "../../model/Progress.ts";
import type { VideoInfo } from "../file/VideoInfo.ts";

/** One upload of a video. */
export interface VideoRun {
  /** A client whose calls for videos go to the video service. */
  readonly client: Client;
  readonly did: string;
  readonly file: Blob;
  readonly info: VideoInfo;
  /** What the file is called. */
  readonly name: string;
  /** Gives the options of the next call. */
  readonly left: () => CallOptions;
  /** How long all of it may take, in ms. */
  readonly deadline: number | false | undefined;
  readonly report: (progress: Omit<Progress, "item" | "total">) => void;
  /** Keeps how far it has come. */
  readonly save: (state: { readonly upload?: string; readonly job?: string }) => Promise<void>;
  /** Whether somebody keeps that. */
  readonly isKept: boolean;
  /** The longest pause between two looks at a job, in ms. */
  readonly every: number;
}

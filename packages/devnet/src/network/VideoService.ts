import type { ServiceAddress } from "./NetworkConfig.ts";

/**
 * What can go wrong at the video service, beside what `startFaults` does to any server.
 *
 * | fault | what happens |
 * | --- | --- |
 * | `lostPart` | a part is taken, and is not there at the end |
 * | `expiredUpload` | an upload in parts is gone, before its next part or its end |
 * | `expiredJob` | a job is gone, and what it was about is forgotten |
 * | `failedJob` | the video cannot be processed |
 * | `unknownState` | a job is in a state that no lexicon knows |
 * | `otherShape` | the status of a job is wrapped where it is flat, and flat where it is wrapped |
 * | `quota` | the account has no uploads left today |
 * | `unverifiedEmail` | the account has not verified its e-mail address |
 */
export type VideoFault =
  | "lostPart"
  | "expiredUpload"
  | "expiredJob"
  | "failedJob"
  | "unknownState"
  | "otherShape"
  | "quota"
  | "unverifiedEmail";

/** Which occasions a fault of the video service hits. */
export interface VideoFaultMatch {
  /** The account. @default all */
  did?: string | undefined;
  /** Lets this many occasions pass first. @default 0 */
  skip?: number | undefined;
  /** Hits this many at most. @default no limit */
  times?: number | undefined;
  /** How likely one is hit, from 0 to 1. @default 1 */
  probability?: number | undefined;
}

/** A fault that has been added to the video service. */
export interface VideoFaultRule extends Disposable {
  /** Name of the fault. */
  readonly fault: VideoFault;
  /** How many occasions it has hit. */
  readonly hits: number;
  /** Removes it. What it has hit stays as it is. */
  remove(): void;
}

/** A video that the service has given to the PDS. */
export interface StoredVideo {
  /** Whose it is. */
  readonly did: string;
  /** The CID of its blob at the PDS. */
  readonly cid: string;
  /** Bytes of the blob. */
  readonly size: number;
  /** SHA-256 of what was uploaded, as hex. */
  readonly sha256: string;
  /** The name that it was uploaded with. */
  readonly name: string;
}

/**
 * A small video service. It is this package's own, because there is none that is open: what it does is what is known of the official
 * one. It stands behind the real PDS, which it gives videos to with the caller's own token. It does not transcode: what is played is
 * what was uploaded.
 */
export interface VideoService extends ServiceAddress {
  /** What it has given to the PDS, oldest first. */
  readonly videos: readonly StoredVideo[];
  /** How many uploads in parts have been begun and are neither finished nor given up. */
  readonly openUploads: number;
  /**
   * Adds a fault.
   *
   * @throws {DevnetError} `invalid_option`
   */
  add(fault: VideoFault, match?: VideoFaultMatch): VideoFaultRule;
  /** Removes all faults. */
  clear(): void;
}

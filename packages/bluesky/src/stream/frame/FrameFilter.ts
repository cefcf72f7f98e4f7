/** What of a frame is wanted. */
export interface FrameFilter {
  /** Whether records of a collection are wanted. */
  wants(collection: string): boolean;
  /** Accounts of which frames are wanted. `undefined`: all. */
  readonly dids: ReadonlySet<string> | undefined;
  /** Whether commits must be read even where nothing of them is wanted: somebody verifies them. */
  readonly all: boolean;
}

/** What is thrown where a frame cannot be read. It never leaves this part: streams make errors of it. */
export class FrameFault {
  readonly what: string;
  /** The number of the frame, where that could be read before it failed: then it can be skipped. */
  readonly seq: number | undefined;

  constructor(what: string, seq?: number | undefined) {
    this.what = what;
    this.seq = seq;
  }
}

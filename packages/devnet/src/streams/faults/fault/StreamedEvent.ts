/** An event on its way to a consumer, as the matches of faults see it. */
export interface StreamedEvent {
  /** Its number in the stream that it is in: `seq` of a relay or of Jetstream, `id` of Tap. */
  readonly seq: number;
  /** `commit`, `identity`, `account`, `sync` or `info`; at Tap `record` or `identity`. */
  readonly kind: string;
  /** The account that it is about. */
  readonly did: string | undefined;
  /** Collections of the records in it. */
  readonly collections: readonly string[];
}

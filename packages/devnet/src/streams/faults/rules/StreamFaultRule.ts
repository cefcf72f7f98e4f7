/** A fault that has been added to a stream. */
export interface StreamFaultRule extends Disposable {
  /** Name of the fault. */
  readonly fault: string;
  /** How many events, or connections, it has hit. */
  readonly hits: number;
  /** The `seq` of the events that it has hit, in order. */
  readonly events: readonly number[];
  /** Removes the rule. What it has hit stays as it is. */
  remove(): void;
}

import type { CallOptions } from "../../../xrpc/contract/Call.ts";

/** Options of what changes preferences. `timeout` is that of each call, `deadline` that of all of them together. */
export interface PreferencesOptions extends CallOptions {
  /**
   * Milliseconds after which what was written is read again, and written again where another program has written over it: servers
   * replace all preferences at once, and do not say that they have changed in between. 100 is enough for programs on the same
   * server that change them all the time.
   *
   * @default it is not read again
   */
  readonly verify?: number | undefined;
}

/** What became of a change of preferences. */
export interface PreferencesChange {
  /** Whether this call has changed anything. `false`: it was so already, and nothing was written. */
  readonly done: boolean;
}

import type { CallOptions } from "../../../xrpc/contract/Call.ts";

/** Options of what reads people page by page. */
export interface PeopleOptions extends CallOptions {
  /** How many to give at most. @default all */
  readonly max?: number | undefined;
}

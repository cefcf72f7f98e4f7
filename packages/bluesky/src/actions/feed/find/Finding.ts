import type { CallOptions } from "../../../xrpc/contract/Call.ts";
import type { MakeCid } from "../../refs/toStrongRef.ts";

/** What there is to know for finding what a post refers to. */
export interface Finding {
  /** Whose post it is. */
  readonly did: string;
  /** Gives the options of each call. */
  readonly left: () => CallOptions;
  readonly makeCid: MakeCid | undefined;
}

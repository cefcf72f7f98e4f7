import type { CollectedOperation } from "../lexicons/Collected.ts";

/** A call, as far as code of it is made. */
export interface CallDescription {
  readonly nsid: string;
  readonly operation: CollectedOperation;
  /** What was entered; files as `ChosenFile`. */
  readonly params: unknown;
  readonly input: unknown;
  /** The origin of the server. */
  readonly service: string;
  /** Who is logged in, if anybody is. The password is never known here. */
  readonly identifier: string | undefined;
  /** The service that the server passes the call on to, where it was named. */
  readonly proxy: string | undefined;
}

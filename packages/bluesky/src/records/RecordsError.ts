import { BlueskyError } from "../errors/BlueskyError.ts";

/** Why a record cannot be named: there is no repository, or no record key, or one that the lexicon does not allow. */
export type RecordsErrorCode = "no_repo" | "invalid_record_key" | "wrong_collection";

/** What `bluesky/records` was given names no record. Nothing was sent. */
export class RecordsError extends BlueskyError {
  declare readonly code: RecordsErrorCode;

  constructor(code: RecordsErrorCode, message: string) {
    super(code, message);
  }

  override get name(): string {
    return "RecordsError";
  }
}

import type { Checked } from "./checked.ts";

/** The key of a record within its collection. */
export type RecordKey = Checked<"record-key">;

/**
 * Whether a value is a record key by syntax: 1 to 512 of the characters `A-Z a-z 0-9 . - _ : ~`, but neither `.` nor
 * `..`.
 *
 * @see https://atproto.com/specs/record-key
 */
export function isRecordKey(value: unknown): value is RecordKey {
  return typeof value === "string" && /^(?!\.\.?$)[\w.~:-]{1,512}$/.test(value);
}

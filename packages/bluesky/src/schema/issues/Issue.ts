/**
 * What kind of thing is wrong with a value.
 *
 * | code | meaning |
 * | --- | --- |
 * | `required` | a required property is missing |
 * | `type` | another type than the schema asks for |
 * | `const`, `enum` | not the one value, or one of the values, allowed |
 * | `variant` | a `$type` that is missing, malformed or not allowed here |
 * | `format` | a string that does not have its format (did, at-uri, datetime ...) |
 * | `minimum`, `maximum` | an integer out of range |
 * | `min_length`, `max_length` | a string (in UTF-8 bytes), bytes or an array too short or too long |
 * | `min_graphemes`, `max_graphemes` | a string with too few or too many user-perceived characters |
 * | `accept`, `max_size` | a blob of another media type, or too large |
 * | `data` | not of the data model, whatever the lexicon says: a fraction, a date, half a surrogate pair, a bad link |
 * | `depth` | nested too deeply (or cyclic) to be validated |
 * | `unreadable` | reading the value threw (a getter, a revoked proxy) |
 */
export type IssueCode =
  | "required"
  | "type"
  | "const"
  | "enum"
  | "variant"
  | "format"
  | "minimum"
  | "maximum"
  | "min_length"
  | "max_length"
  | "min_graphemes"
  | "max_graphemes"
  | "accept"
  | "max_size"
  | "data"
  | "depth"
  | "unreadable";

/** One thing wrong with a value. Plain data: it survives `structuredClone` and JSON. */
export interface Issue {
  /** Where: property names and array indexes from the root. Empty for the root itself. */
  readonly path: readonly (string | number)[];
  /** What is wrong, as a stable word. */
  readonly code: IssueCode;
  /** What would have been right, as a phrase: "a string", "at most 300 graphemes". */
  readonly expected: string;
  /** What came, as a short phrase. Values of properties that hold secrets are never shown. */
  readonly received: string;
  /** Path, expected and received in one sentence. */
  readonly message: string;
}

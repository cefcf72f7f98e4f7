import type { CidLink } from "./cidLink.ts";

/** What the JSON form of the data model is made of: as on the wire, with bytes as `{ $bytes }` and links as `{ $link }`. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue | undefined };

/**
 * What the decoded form of the data model is made of: as the JSON form, but bytes are `Uint8Array`s. Numbers are
 * integers. Links are `{ $link }`, and blobs have the same shape in both forms.
 */
export type DataValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | CidLink
  | DataValue[]
  | { [key: string]: DataValue | undefined };

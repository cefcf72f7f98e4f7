// The limits of the data model. https://atproto.com/specs/data-model

/** How deep maps and arrays may be nested. */
export const MAX_NESTING = 32;
/** How many entries a map or an array may have. */
export const MAX_ENTRIES = 131_072;
/** How many bytes of UTF-8 a key of a map may have. */
export const MAX_KEY_BYTES = 8192;
/** How many bytes a CID may have. */
export const MAX_CID_BYTES = 100;
/** How many bytes a record may have as DAG-CBOR. */
export const MAX_RECORD_BYTES = 1_048_576;
/** How many bytes a record may have as JSON. */
export const MAX_RECORD_JSON_BYTES = 2_097_152;

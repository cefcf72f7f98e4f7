/**
 * A labeler whose labels a call asks for: a DID, or `did;redact` to have what it takes down removed from the
 * answer (https://docs.bsky.app/docs/advanced-guides/moderation).
 */
export type Labeler = string;

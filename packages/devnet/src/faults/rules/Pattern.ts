/**
 * A string, which may end in `*` as a wildcard (`app.bsky.*`); a regular expression; or a list of these, of which one
 * must match.
 */
export type Pattern = string | RegExp | readonly (string | RegExp)[];

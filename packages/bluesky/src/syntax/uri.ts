/** A URI of any scheme. */
export type Uri = `${string}:${string}`;

// At module level, as in did.ts.
const WEB = /^https?:\/\/[0-z][!-~]+$/;
const ANY = /^(?!https?:\/{3})[a-z][a-z\d+.-]*:\/*[^\s/]\S*$/i;

/**
 * Whether a value is a URI of at most 8,192 characters: a scheme, a colon, and something that has no white space. Characters beyond
 * ASCII, which the specification wants escaped, are taken as they are: servers do so, and people write them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986
 */
export function isUri(value: unknown): value is Uri {
  return (
    typeof value === "string" &&
    value.length <= 8192 &&
    // Nearly all: a web address in ASCII, which a range of characters decides faster than white space.
    (WEB.test(value) || ANY.test(value))
  );
}

/** A URI of any scheme. */
export type Uri = `${string}:${string}`;

/** Whether a value is a URI: a scheme, a colon, and something that has no white space. */
export function isUri(value: unknown): value is Uri {
  return (
    typeof value === "string" &&
    // Nearly all: a web address in ASCII, which a range of characters decides faster than white space.
    (/^https?:\/\/[0-z][!-~]+$/.test(value) || /^\w+:(?:\/\/)?[^\s/]\S*$/.test(value))
  );
}

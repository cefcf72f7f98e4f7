const NSID = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+\.[a-z][a-z0-9]{0,62}$/i;

/** Whether a name can be a lexicon's id (https://atproto.com/specs/nsid). */
export function isNsid(value: unknown): value is string {
  return typeof value === "string" && value.length <= 317 && NSID.test(value);
}

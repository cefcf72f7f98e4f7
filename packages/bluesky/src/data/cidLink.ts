import { isCid } from "../syntax/cid.ts";
import type { GuardOptions } from "./GuardOptions.ts";
import { hasOnly, isObject } from "./isObject.ts";

/** A link to a block or blob by its CID. */
export interface CidLink {
  $link: string;
}

/**
 * Whether a value is a link. With `strict` the CID must be valid, and nothing else may be in the object.
 *
 * @example
 * ```ts
 * if (isCidLink(value, { strict: true })) parseCid(value.$link);
 * ```
 * @see https://atproto.com/specs/data-model#link
 */
export function isCidLink(value: unknown, { strict = false }: GuardOptions = {}): value is CidLink {
  return isObject(value) && (strict ? isCid(value.$link) && hasOnly(value, "$link") : typeof value.$link === "string");
}

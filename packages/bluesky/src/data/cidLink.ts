import { isCid } from "../syntax/cid.ts";
import type { GuardOptions } from "./GuardOptions.ts";
import { hasOnly, isObject } from "./isObject.ts";

/** A link to a block or blob by its CID. */
export interface CidLink {
  /** The CID. */
  $link: string;
}

/**
 * Whether a value is a link. With `strict`, the CID must be valid, and there must be no other properties.
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

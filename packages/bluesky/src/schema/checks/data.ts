import { isRawCid } from "../../data/blob.ts";
import { bytesLength, isBase64 } from "../../data/bytes.ts";
import { isCid } from "../../syntax/cid.ts";
import type { Context } from "./Check.ts";
import { between, fail, LENGTH, RANGE } from "./fail.ts";

/** The data model's own types, in their JSON form, as compiled checks call them. */

/** `{ $link }`. */
export function cidLink(context: Context, value: unknown): void {
  const { $link } = members(value);
  if (typeof $link !== "string") fail(context, value, "{ $link }");
  else if (context.strict) {
    if (!isCid($link)) fail(context, $link, "a CID", "format");
    alone(context, value, "$link");
  }
}

/** `{ $bytes }`; padding is optional. */
export function bytes(context: Context, value: unknown, max?: number, min?: number): void {
  const { $bytes } = members(value);
  if (typeof $bytes !== "string") fail(context, value, "{ $bytes }");
  else if (context.strict) {
    if (!isBase64($bytes)) fail(context, value, "base64", "format");
    else between(context, value, bytesLength({ $bytes }), min, max, " bytes", LENGTH);
    alone(context, value, "$bytes");
  }
}

/** `{ $type: "blob", ref, mimeType, size }`; at shape level also the legacy `{ cid, mimeType }`. */
export function blob(context: Context, value: unknown, accept: readonly string[] = ["*/*"], max?: number): void {
  const { $type, ref, mimeType, size, cid } = members(value);
  const { $link } = members(ref);
  const legacy = !context.strict && $type === undefined && typeof cid === "string";
  const modern = $type === "blob" && typeof $link === "string" && Number.isSafeInteger(size);
  if (typeof mimeType !== "string" || !(modern || legacy)) {
    fail(context, value, "a blob: { $type: 'blob', ref: { $link }, mimeType, size }");
  } else if (context.strict) {
    if (!isCid($link)) fail(context, $link, "a CID", "format");
    else if (modern && !isRawCid($link)) fail(context, $link, "a CID of raw bytes", "format");
    between(context, size, size as number, 0, undefined, "", RANGE);
    if (max !== undefined && (size as number) > max) fail(context, size, `at most ${max} bytes`, "max_size");
    if (!accept.some((pattern) => matches(pattern, mimeType))) fail(context, mimeType, accept.join(" or "), "accept");
    alone(context, value, "$type", "ref", "mimeType", "size");
    alone(context, ref, "$link");
  }
}

function members(value: unknown): { readonly [key: string]: unknown } {
  return (typeof value === "object" && (value as { [key: string]: unknown })) || {};
}

/** Fails where an object has other properties: servers take what has for an object like any other, and refuse it. */
function alone(context: Context, value: unknown, ...keys: readonly string[]): void {
  for (const [key, more] of Object.entries(value as object)) {
    if (more !== undefined && !keys.includes(key)) fail(context, value, `{ ${keys.join(", ")} } alone`);
  }
}

/** Whether a media type is the one asked for, or one of `image/*`, or of all. */
function matches(pattern: string, type: string): boolean {
  return (
    type === pattern || (/\*$/.test(pattern) && type.includes("/") && type.startsWith(pattern.replace(/\*.*/, "")))
  );
}

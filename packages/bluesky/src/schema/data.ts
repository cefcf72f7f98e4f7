import { isCid } from "../syntax/cid.ts";
import { between } from "./between.ts";
import type { Context, Presence } from "./Check.ts";
import { other } from "./checks.ts";
import { fail } from "./fail.ts";

/** The data model's own types, in their JSON form, as compiled checks call them. */

/** `{ $link }`. */
export function cidLink(context: Context, value: unknown, presence: Presence = 0): void {
  const link = member(value, "$link");
  if (typeof link !== "string") other(context, value, presence, "{ $link }");
  else if (context.strict) {
    if (!isCid(link)) fail(context, link, "a link to a CID", "format");
    if (1 in Object.keys(value as object)) fail(context, value, "{ $link } alone");
  }
}

/** `{ $bytes }`; padding is optional. */
export function bytes(context: Context, value: unknown, presence: Presence = 0, min?: number, max?: number): void {
  const base64 = member(value, "$bytes");
  if (typeof base64 !== "string") other(context, value, presence, "{ $bytes }");
  else if (context.strict) {
    const digits = base64.replace(/={1,2}$/, "");
    // Padding is left out, or fills up to four; not one expression for all, which would run back step by step.
    if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1 || (digits !== base64 && base64.length % 4)) {
      fail(context, value, "base64", "format");
    }
    between(context, value, (digits.length * 3) >> 2, min, max, " bytes", "_length");
    if (1 in Object.keys(value as object)) fail(context, value, "{ $bytes } alone");
  }
}

/** `{ $type: "blob", ref, mimeType, size }`; at shape level also the legacy `{ cid, mimeType }`. */
export function blob(
  context: Context,
  value: unknown,
  presence: Presence = 0,
  accept: readonly string[] = ["*/*"],
  max: number = Number.POSITIVE_INFINITY,
): void {
  const link = member(member(value, "ref"), "$link");
  const type = member(value, "mimeType");
  const size = member(value, "size");
  const legacy = member(value, "$type") === undefined && typeof member(value, "cid") === "string";
  const modern = member(value, "$type") === "blob" && typeof link === "string" && Number.isSafeInteger(size);
  if (typeof type !== "string" || !(modern || (legacy && !context.strict))) {
    other(context, value, presence, "a blob, { $type: 'blob', ref: { $link }, mimeType, size }");
  } else if (context.strict) {
    if (!isCid(link)) fail(context, link, "a blob whose ref is a CID", "format");
    if ((size as number) < 0) fail(context, size, "a size of at least 0", "minimum");
    if ((size as number) > max) fail(context, size, `a blob of at most ${max} bytes`, "max_size");
    if (!accept.some((pattern) => matches(pattern, type))) {
      fail(context, type, `a blob of type ${accept.join(" or ")}`, "accept");
    }
    if (!hasOnly(value, "$type", "ref", "mimeType", "size") || !hasOnly(member(value, "ref"), "$link")) {
      fail(context, value, "a blob, { $type: 'blob', ref: { $link }, mimeType, size }, and nothing beside it");
    }
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as { [key: string]: unknown })[key] : undefined;
}

/** Whether an object has no other properties: servers take what has for an object like any other, and refuse it. */
function hasOnly(value: unknown, ...keys: readonly string[]): boolean {
  for (const key in value as object) if (!keys.includes(key) && member(value, key) !== undefined) return false;
  return true;
}

function matches(pattern: string, type: string): boolean {
  return pattern === "*/*"
    ? type.includes("/")
    : pattern.endsWith("/*")
      ? type.startsWith(pattern.slice(0, -1))
      : type === pattern;
}

import { isAtIdentifier } from "../syntax/atIdentifier.ts";
import { isAtUri } from "../syntax/atUri.ts";
import { isCid } from "../syntax/cid.ts";
import { tryCountGraphemes } from "../syntax/countGraphemes.ts";
import { isDatetime } from "../syntax/datetime.ts";
import { isDid } from "../syntax/did.ts";
import { isHandle } from "../syntax/handle.ts";
import { isLanguage } from "../syntax/language.ts";
import { isNsid } from "../syntax/nsid.ts";
import { isRecordKey } from "../syntax/recordKey.ts";
import { isTid } from "../syntax/tid.ts";
import { isUri } from "../syntax/uri.ts";
import { between } from "./between.ts";
import type { Context, Presence } from "./Check.ts";
import { other } from "./checks.ts";
import { fail } from "./fail.ts";

/** Strings, as compiled checks call them: limited, and one function for each format. */

/** A value that is no string, or one without its format. */
function noString(context: Context, value: unknown, presence: Presence = 0, expected = "a string"): void {
  if (typeof value === "string") fail(context, value, expected, "format");
  else other(context, value, presence, "a string");
}

export function string(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string") noString(context, value, presence);
}

/** A string with limits of its length in UTF-8 bytes. */
export function text(context: Context, value: unknown, presence?: Presence, min?: number, max?: number): void {
  string(context, value, presence);
  // A UTF-16 unit takes one to three bytes: most strings need no count. A limit that is not there limits nothing.
  if (isStrict(context, value) && (value.length < (min as number) || value.length * 3 > (max as number))) {
    between(context, value, new TextEncoder().encode(value).length, min, max, " bytes", "_length");
  }
}

/** A string with limits of its length in user-perceived characters. */
export function graphemes(context: Context, value: unknown, presence?: Presence, min = 0, max?: number): void {
  string(context, value, presence);
  // A grapheme is at least one UTF-16 unit: a short string cannot have too many.
  if (isStrict(context, value) && (min > 0 || value.length > (max as number))) {
    // Where nothing can count, the server will.
    const count = tryCountGraphemes(value, max ?? min) ?? min;
    between(context, value, count, min, max, " graphemes", "_graphemes");
  }
}

/** Whether a value is a string whose limits are asked for. */
function isStrict(context: Context, value: unknown): value is string {
  return context.strict && typeof value === "string";
}

export function atIdentifier(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isAtIdentifier(value)))
    noString(context, value, presence, "a DID or a handle");
}

export function atUri(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isAtUri(value))) noString(context, value, presence, "an AT URI");
}

export function cid(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isCid(value))) noString(context, value, presence, "a CID");
}

export function datetime(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isDatetime(value)))
    noString(context, value, presence, "a datetime");
}

export function did(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isDid(value))) noString(context, value, presence, "a DID");
}

export function handle(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isHandle(value))) noString(context, value, presence, "a handle");
}

export function language(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isLanguage(value)))
    noString(context, value, presence, "a language tag");
}

export function nsid(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isNsid(value))) noString(context, value, presence, "an NSID");
}

export function recordKey(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isRecordKey(value)))
    noString(context, value, presence, "a record key");
}

export function tid(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isTid(value))) noString(context, value, presence, "a TID");
}

export function uri(context: Context, value: unknown, presence?: Presence): void {
  if (typeof value !== "string" || (context.strict && !isUri(value))) noString(context, value, presence, "a URI");
}

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

export function string(context: Context, value: unknown, presence: Presence = 0): void {
  if (typeof value !== "string") other(context, value, presence, "a string");
}

/** A string with limits of its length in UTF-8 bytes. */
export function text(context: Context, value: unknown, presence: Presence = 0, min?: number, max?: number): void {
  if (typeof value !== "string") other(context, value, presence, "a string");
  // A UTF-16 unit takes one to three bytes: most strings need no count.
  else if (context.strict && (value.length < (min ?? 0) || (max !== undefined && value.length * 3 > max))) {
    between(context, value, new TextEncoder().encode(value).length, min, max, " bytes", "_length");
  }
}

/** A string with limits of its length in user-perceived characters. */
export function graphemes(context: Context, value: unknown, presence: Presence = 0, min = 0, max?: number): void {
  if (typeof value !== "string") other(context, value, presence, "a string");
  // A grapheme is at least one UTF-16 unit: a short string cannot have too many.
  else if (context.strict && (min > 0 || (max !== undefined && value.length > max))) {
    // Where nothing can count, the server will.
    const count = tryCountGraphemes(value, max ?? min) ?? min;
    between(context, value, count, min, max, " graphemes", "_graphemes");
  }
}

function format(
  context: Context,
  value: unknown,
  presence: Presence | undefined,
  guard: (value: string) => boolean,
  expected: string,
): void {
  if (typeof value !== "string") other(context, value, presence ?? 0, "a string");
  else if (context.strict && !guard(value)) fail(context, value, expected, "format");
}

export function atIdentifier(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isAtIdentifier, "a DID or a handle");
}

export function atUri(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isAtUri, "an AT URI");
}

export function cid(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isCid, "a CID");
}

export function datetime(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isDatetime, "a datetime");
}

export function did(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isDid, "a DID");
}

export function handle(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isHandle, "a handle");
}

export function language(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isLanguage, "a language tag");
}

export function nsid(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isNsid, "an NSID");
}

export function recordKey(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isRecordKey, "a record key");
}

export function tid(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isTid, "a TID");
}

export function uri(context: Context, value: unknown, presence?: Presence): void {
  format(context, value, presence, isUri, "a URI");
}

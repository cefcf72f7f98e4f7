import { isAtIdentifier } from "../../syntax/atIdentifier.ts";
import { isAtUri } from "../../syntax/atUri.ts";
import { isCid } from "../../syntax/cid.ts";
import { tryCountGraphemes } from "../../syntax/countGraphemes.ts";
import { isDatetime } from "../../syntax/datetime.ts";
import { isDid } from "../../syntax/did.ts";
import { isHandle } from "../../syntax/handle.ts";
import { isLanguage } from "../../syntax/language.ts";
import { isNsid } from "../../syntax/nsid.ts";
import { isRecordKey } from "../../syntax/recordKey.ts";
import { isTid } from "../../syntax/tid.ts";
import { isUri } from "../../syntax/uri.ts";
import { utf8Length } from "../../syntax/utf8Length.ts";
import type { Context } from "./Check.ts";
import { between, fail, GRAPHEMES, LENGTH } from "./fail.ts";

/** Strings, as compiled checks call them: limited, and one function for each format. */

/** A value that is no string, or one without its format. */
function noString(context: Context, value: unknown, expected: string): void {
  const format = typeof value === "string";
  fail(context, value, format ? expected : "a string", format ? "format" : "type");
}

export function string(context: Context, value: unknown): void {
  if (typeof value !== "string") fail(context, value, "a string");
}

/** A string with limits of its length in UTF-8 bytes, and in user-perceived characters. */
export function text(
  context: Context,
  value: unknown,
  max?: number,
  most?: number,
  min?: number,
  least?: number,
): void {
  string(context, value);
  if (!context.strict || typeof value !== "string") return;
  const { length } = value;
  // A UTF-16 unit takes one to three bytes: most strings need no count.
  if ((min !== undefined && length < min) || (max !== undefined && length * 3 > max)) {
    between(context, value, utf8Length(value), min, max, " bytes", LENGTH);
  }
  // A grapheme is at least one unit: a short string cannot have too many. Where nothing can count, the server will.
  if (least !== undefined || (most !== undefined && length > most)) {
    const count = tryCountGraphemes(value, most ?? least ?? 0);
    if (count !== undefined) between(context, value, count, least, most, " graphemes", GRAPHEMES);
  }
}

export function atIdentifier(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isAtIdentifier(value)))
    noString(context, value, "a DID or a handle");
}

export function atUri(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isAtUri(value))) noString(context, value, "an AT URI");
}

export function cid(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isCid(value))) noString(context, value, "a CID");
}

export function datetime(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isDatetime(value))) noString(context, value, "a datetime");
}

export function did(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isDid(value))) noString(context, value, "a DID");
}

export function handle(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isHandle(value))) noString(context, value, "a handle");
}

export function language(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isLanguage(value))) noString(context, value, "a language tag");
}

export function nsid(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isNsid(value))) noString(context, value, "an NSID");
}

export function recordKey(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isRecordKey(value))) noString(context, value, "a record key");
}

export function tid(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isTid(value))) noString(context, value, "a TID");
}

export function uri(context: Context, value: unknown): void {
  if (typeof value !== "string" || (context.strict && !isUri(value))) noString(context, value, "a URI");
}

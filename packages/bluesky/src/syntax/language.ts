import type { Checked } from "./checked.ts";
import { invalidSyntax } from "./InvalidSyntaxError.ts";

/** A BCP 47 language tag: `en`, `pt-BR`, `zh-Hant-TW`. */
export type Language = Checked<"language">;

/** What {@link parseLanguage} returns; subtags are as they are written. */
export interface LanguageParts {
  /** The whole tag, if it is one of the irregular ones that BCP 47 keeps for old times' sake (`i-klingon`). */
  grandfathered?: string | undefined;
  /** Two to eight letters. Absent in a tag that is grandfathered or only of private use. */
  language?: string | undefined;
  /** Up to three subtags of three letters that extend the language: `yue` of `zh-yue`. */
  extlangs: string[];
  /** The script, such as `Latn`. */
  script?: string | undefined;
  /** The region, such as `BR`. */
  region?: string | undefined;
  /** The variants, such as `1994`. */
  variants: string[];
  /** `u-co-phonebk` and the like, each with its singleton. */
  extensions: string[];
  /** `x-...`, with the `x`. */
  privateUse?: string | undefined;
}

/**
 * Whether a value is a well-formed BCP 47 language tag, in any letter case, that repeats neither a variant nor an extension.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5646.html#section-2.1
 */
export function isLanguage(value: unknown): value is Language {
  return (
    typeof value === "string" &&
    (/^[a-z]{2}$/.test(value) ||
      (/^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$|^x(?:-[a-z\d]{1,8})+$/i.test(
        value,
      ) &&
        findRepeated(value) === undefined) ||
      isIrregular(value))
  );
}

/** A variant, or the singleton of an extension, that is in a tag twice. What is of private use may repeat anything. */
function findRepeated(tag: string): string | undefined {
  const seen = new Set<string>();
  let extended = false;
  const [first, ...subtags] = tag.toLowerCase().split("-");
  if (first === "x") return undefined;
  for (const subtag of subtags) {
    if (subtag === "x") return undefined;
    const singleton = subtag.length === 1;
    extended ||= singleton;
    if (!singleton && (extended || !/^(?:[a-z\d]{5,8}|\d[a-z\d]{3})$/.test(subtag))) continue;
    if (seen.has(subtag)) return subtag;
    seen.add(subtag);
  }
  return undefined;
}

function isIrregular(tag: string): boolean {
  return /^(?:en-GB-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:BE-(?:FR|NL)|CH-DE))$/.test(
    tag,
  );
}

/**
 * Takes a language tag apart.
 *
 * @throws {InvalidSyntaxError} if it is not one, by `isLanguage`
 * @example
 * ```ts
 * parseLanguage("zh-Hant-TW"); // { language: "zh", script: "Hant", region: "TW", extlangs: [], variants: [], extensions: [] }
 * ```
 */
export function parseLanguage(tag: string): LanguageParts {
  if (!isLanguage(tag)) {
    const repeated = typeof tag === "string" ? findRepeated(tag) : undefined;
    const expected = "expected a BCP 47 language tag, as in en or pt-BR";
    throw invalidSyntax("language", tag, repeated ? `${expected}; "${repeated}" is there twice` : expected);
  }
  const parts: LanguageParts = { extlangs: [], variants: [], extensions: [] };
  if (isIrregular(tag)) return { ...parts, grandfathered: tag };
  const subtags: string[] = tag.split("-");
  let at = 0;
  // The grammar is checked, so that length and first character tell what a subtag is.
  const next = (pattern: RegExp): string | undefined => {
    const subtag = subtags[at];
    if (subtag === undefined || !pattern.test(subtag)) return undefined;
    at++;
    return subtag;
  };
  parts.language = next(/^[a-z]{2,8}$/i);
  for (let extlang: string | undefined; parts.extlangs.length < 3; parts.extlangs.push(extlang)) {
    // A language of four letters or more is not extended; what would extend it does not pass the grammar.
    extlang = next(/^[a-z]{3}$/i);
    if (extlang === undefined) break;
  }
  parts.script = next(/^[a-z]{4}$/i);
  parts.region = next(/^(?:[a-z]{2}|\d{3})$/i);
  for (let variant = next(/^[a-z\d]{4,8}$/i); variant !== undefined; variant = next(/^[a-z\d]{4,8}$/i)) {
    parts.variants.push(variant);
  }
  for (let singleton = next(/^[a-wyz\d]$/i); singleton !== undefined; singleton = next(/^[a-wyz\d]$/i)) {
    const start = at - 1;
    while (next(/^[a-z\d]{2,8}$/i) !== undefined);
    parts.extensions.push(subtags.slice(start, at).join("-"));
  }
  if (at < subtags.length) parts.privateUse = subtags.slice(at).join("-");
  return parts;
}

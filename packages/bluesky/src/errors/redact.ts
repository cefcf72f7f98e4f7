import { encodeBase64 } from "../platform/bytes/base64.ts";
import { encodeUtf8 } from "../platform/bytes/encodeUtf8.ts";

/** The shortest secret that is looked for: words of everyday length are everywhere. */
const SHORTEST = 6;

/** How much of a longer one is enough to be one: what is cut off, at either end, is still a secret. */
const PIECE = 12;

/** As long as the runs are that any piece must hold, wherever they begin in it. */
const STEP = PIECE / 2;

/** What stands in place of a secret. */
const HIDDEN = "[secret]";

/** What blacks out in a text what it must not show. */
export type Hide = (text: string) => string;

/** Makes a {@link Hide} for secrets that are known. Where there are none, as in most errors, a bundle needs none of this. */
export function hideSecrets(secrets: readonly string[]): Hide {
  return (text) => redact(text, secrets);
}

/**
 * Blacks out secrets in a text: as they are, cut, percent-encoded, escaped as in JSON, and in base 64 (also in the middle of
 * something longer, as in `Basic`). Where one is found below escapes, these are undone in what is shown.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const looked = secrets.map((secret) => secret.trim()).filter(({ length }) => length >= SHORTEST);
  if (!looked.length) return text;
  // A secret may itself hold what looks like an escape.
  const plain = looked.flatMap((secret) => [secret, unescapeText(secret), unescapeText(unescapeText(secret))]);
  const forms = new Set([...plain, ...looked.flatMap(inBase64)]);
  let shown = text;
  // Twice encoded is encoded still.
  for (let round = 0, view = text; round < 3; round++, view = unescapeText(view)) {
    const hidden = hideForms(view, forms);
    if (hidden !== view) shown = hidden;
  }
  return shown;
}

/** A text with the escapes of URLs and of JSON undone. */
function unescapeText(text: string): string {
  const byCodes = (codes: string, each: RegExp): string =>
    codes.replace(each, (code) => String.fromCharCode(Number.parseInt(code, 16)));
  return text.replace(/(?:%[\da-f]{2})+|\\u[\da-f]{4}|\\./gis, (found) => {
    try {
      if (found[0] === "%") return decodeURIComponent(found);
    } catch {
      return byCodes(found.replaceAll("%", ""), /../g);
    }
    if (found.length > 2) return byCodes(found.slice(2), /.{4}/g);
    return { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[found[1] ?? ""] ?? found.slice(1);
  });
}

function hideForms(text: string, forms: Iterable<string>): string {
  let shown = text;
  for (const form of forms) {
    if (form.length >= PIECE) shown = hidePieces(shown, form);
    else if (form.length >= SHORTEST) shown = shown.replaceAll(form, HIDDEN);
  }
  return shown;
}

/** Hides all that a text has in common with a secret, from a certain length on. */
function hidePieces(text: string, secret: string): string {
  let shown = text;
  // Each such piece holds one of the runs of this length that the text is cut into, wherever it begins.
  for (let run = 0; run + STEP <= shown.length; run += STEP) {
    const part = shown.slice(run, run + STEP);
    let [begin, end] = [run, run];
    for (let at = secret.indexOf(part); at >= 0; at = secret.indexOf(part, at + 1)) {
      let [before, after] = [0, STEP];
      while (at > before && secret[at - before - 1] === shown[run - before - 1]) before++;
      while (at + after < secret.length && secret[at + after] === shown[run + after]) after++;
      if (before + after > end - begin) [begin, end] = [run - before, run + after];
    }
    if (end - begin < PIECE) continue;
    shown = shown.slice(0, begin) + HIDDEN + shown.slice(end);
    run = begin + HIDDEN.length - STEP;
  }
  return shown;
}

/** What base 64 makes of a secret, wherever it begins in what is encoded: the characters that stand for it alone. */
function inBase64(secret: string): string[] {
  const forms: string[] = [];
  for (const before of ["", "-", "--"]) {
    const whole = encodeBase64(encodeUtf8(before + secret)).replace(/={0,2}$/, "");
    // The first characters hold bits of what is before it, the last one perhaps of what comes after it.
    const own = whole.slice(before ? before.length + 1 : 0, -1);
    forms.push(own, own.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return forms;
}

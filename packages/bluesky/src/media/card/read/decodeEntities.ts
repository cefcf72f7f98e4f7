/** The names of U+00A0 to U+00FF, in their order. */
const LATIN_1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/** Those of punctuation and signs, each before its character. */
const OTHERS =
  "amp & lt < gt > quot \" apos ' OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ ensp \u2002 emsp \u2003 thinsp \u2009 zwnj \u200c zwj \u200d lrm \u200e rlm \u200f ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ dagger † Dagger ‡ bull • hellip … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › euro € trade ™ larr ← uarr ↑ rarr → darr ↓ harr ↔ minus − infin ∞ ne ≠ le ≤ ge ≥ asymp ≈ hearts ♥ check ✓ star ☆ starf ★ num # comma , colon : semi ; period . excl ! quest ? lpar ( rpar ) lsqb [ rsqb ] sol / bsol \\ lowbar _ commat @ dollar $ percnt % plus + equals = ast * verbar | NewLine \n Tab \t";

/** U+0080 to U+009F by number are those of Windows-1252. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

let names: ReadonlyMap<string, string> | undefined;

/**
 * A text of HTML with its character references resolved: all numbers, and the names of HTML 4's Latin-1, punctuation and signs. Of
 * the two thousand other names nobody writes a title; they stay as they are.
 */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  names ??= readNames();
  const known = names;
  return text.replace(/&(?:#(\d{1,9}|x[\da-f]{1,8})|([a-z][a-z\d]{1,9}));?/gi, (whole, number?: string, name = "") => {
    if (number === undefined) return known.get(name) ?? whole;
    return fromNumber(/^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number));
  });
}

function fromNumber(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252.charAt(code - 0x80);
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return isNone ? "\ufffd" : String.fromCodePoint(code);
}

function readNames(): ReadonlyMap<string, string> {
  const found = new Map(LATIN_1.split(" ").map((name, i) => [name, String.fromCharCode(0xa0 + i)]));
  const others = OTHERS.split(" ");
  for (let i = 0; i < others.length; i += 2) found.set(others[i] ?? "", others[i + 1] ?? "");
  return found;
}

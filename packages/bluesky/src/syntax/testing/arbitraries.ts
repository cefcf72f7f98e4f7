import fc from "fast-check";
import type { StringFormat } from "../InvalidSyntaxError.ts";

// For tests only: what fast-check needs to make strings of each format, and strings that are nearly of it.

const characters = (set: string): fc.Arbitrary<string> => fc.constantFrom(...set);
const text = (set: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: characters(set), minLength, maxLength });

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const BASE32 = `${LOWER}234567`;
const LETTERS = LOWER + LOWER.toUpperCase();
const ALNUM = LETTERS + DIGITS;

const join = (separator: string, ...parts: fc.Arbitrary<string | string[]>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.flat().join(separator));
const maybe = (part: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.array(part, { maxLength: 1 });
const padded = (max: number, length: number, min = 0): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((n) => `${n}`.padStart(length, "0"));

const inner = fc.oneof({ weight: 9, arbitrary: text(`${ALNUM}-`, 0, 8) }, text(`${ALNUM}-`, 0, 61));
const label = (first: string, last: string): fc.Arbitrary<string> =>
  fc.oneof(characters(first), join("", characters(first), inner, characters(last)));
const anyLabel = label(ALNUM, ALNUM);

const plc = text(BASE32, 24, 24).map((id) => `did:plc:${id}`);
const did = fc.oneof(
  plc,
  join(
    "",
    fc.constant("did:"),
    text(LOWER, 1, 6),
    fc.constant(":"),
    text(`${ALNUM}._:%-`, 0, 40),
    characters(`${ALNUM}._-`),
  ),
);
const handle = join(".", fc.array(anyLabel, { minLength: 1, maxLength: 4 }), label(LETTERS, ALNUM));
const nsid = join(
  ".",
  label(LETTERS, ALNUM),
  fc.array(anyLabel, { minLength: 1, maxLength: 3 }),
  join("", characters(LETTERS), text(ALNUM, 0, 20)),
);
const tid = join("", characters("234567abcdefghij"), text(BASE32, 12, 12));
const recordKey = fc
  .oneof(tid, text(`${ALNUM}_~.:-`, 1, 40), text(`${ALNUM}_~.:-`, 510, 512), fc.constant("self"))
  .filter((key) => key !== "." && key !== "..");
const atIdentifier = fc.oneof(did, handle);
const pointer = text(`${ALNUM}/~._-:@!$&'()*+,;=[]`, 0, 12).map((s) => `/${s}`);
const atUri = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: plc }, atIdentifier),
    fc.oneof({ weight: 3, arbitrary: fc.tuple(nsid, recordKey) }, fc.tuple(nsid), fc.constant([])),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant("") },
      pointer.map((s) => `#${s}`),
      fc.constant("#/%C3%A9"),
    ),
  )
  .map(([authority, path, fragment]) => `at://${[authority, ...path].join("/")}${fragment}`);

const offset = fc.oneof(
  { weight: 3, arbitrary: fc.constant("Z") },
  fc.tuple(characters("+-"), padded(23, 2), padded(59, 2)).map(([sign, h, m]) => `${sign}${h}:${m}`),
);
const year = fc.oneof(padded(9999, 4), padded(2030, 4, 2020), fc.constantFrom("0000", "9999", "1900", "2000", "2024"));
const datetime = fc
  .tuple(
    year,
    padded(12, 2, 1),
    padded(31, 2, 1),
    padded(23, 2),
    padded(59, 2),
    padded(59, 2),
    text(DIGITS, 0, 20),
    offset,
  )
  .map(([y, mo, d, h, mi, s, f, z]) => `${y}-${mo}-${d}T${h}:${mi}:${s}${f && `.${f}`}${z}`);

/** Any CID of version 1 in base 32, more often one of the two usual kinds. */
const cid = fc.oneof(
  fc
    .tuple(characters("ky"), characters("abcdefgh"), text(BASE32, 50, 50), characters("aeimquy4"))
    .map(([codec, first, digest, last]) => `baf${codec}rei${first}${digest}${last}`),
  fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), fc.uint8Array({ maxLength: 70 }))
    .map(([codec, hash, digest]) => cidText([1, ...varint(codec), ...varint(hash), digest.length, ...digest])),
);

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, value >> 7];
}

function cidText(bytes: number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return `b${groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, "0"), 2)]).join("")}`;
}

const sub = (min: number, max: number): fc.Arbitrary<string> => text(ALNUM, min, max);
const language = fc.oneof(
  fc.constantFrom(
    "en",
    "ja",
    "pt-BR",
    "zh-Hant-TW",
    "sl-rozaj-biske",
    "de-CH-1901",
    "en-a-bbb-x-a-ccc",
    "hy-Latn-IT-arevela",
  ),
  fc.constantFrom("i-klingon", "en-GB-oed", "sgn-BE-FR", "zh-min-nan", "art-lojban", "no-bok"),
  join(
    "-",
    fc.oneof(text(LETTERS, 2, 3), text(LETTERS, 4, 8), join("-", text(LETTERS, 2, 3), text(LETTERS, 3, 3))),
    maybe(text(LETTERS, 4, 4)),
    maybe(fc.oneof(text(LETTERS, 2, 2), text(DIGITS, 3, 3))),
    fc.array(fc.oneof(sub(5, 8), join("", characters(DIGITS), sub(3, 3))), { maxLength: 2 }),
    fc.array(join("-", characters("abcuwyzTU019"), sub(2, 8), maybe(sub(2, 8))), { maxLength: 2 }),
    maybe(join("-", characters("xX"), sub(1, 8), maybe(sub(1, 8)))),
  ),
  join("-", characters("xX"), sub(1, 8), maybe(sub(1, 8))),
);

const uri = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc
    .tuple(
      text(`${ALNUM}_`, 1, 8),
      fc.constantFrom(":", "://"),
      text(`${ALNUM}.?#%é`, 1, 1),
      text(`${ALNUM}/:?#é`, 0, 20),
    )
    .map((p) => p.join("")),
  atUri,
);

/** For each format, strings of it (of datetimes also some on days that the calendar does not have). */
export const arbitraries: Record<StringFormat, fc.Arbitrary<string>> = {
  "at-identifier": atIdentifier,
  "at-uri": atUri,
  cid,
  datetime,
  did,
  handle,
  language,
  nsid,
  "record-key": recordKey,
  tid,
  uri,
};

const odd = fc.oneof(
  characters(".-:/#?%@~_+=TZtz0918aAzZ \n\t\0\\"),
  fc.constantFrom(
    "é",
    "ſ",
    "\u212a",
    "０",
    "\u2028",
    "\ud800",
    "..",
    "//",
    "%zz",
    "-00:00",
    "did:",
    "at://",
    "x".repeat(64),
  ),
);

/** A string with one to three characters taken out, put in, exchanged, moved or of the other case. */
export function mutated(base: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const step = fc.tuple(fc.nat(), fc.nat(5), odd, fc.nat());
  return fc.tuple(base, fc.array(step, { minLength: 1, maxLength: 3 })).map(([start, steps]) => {
    let value = start;
    for (const [place, kind, piece, other] of steps) {
      const at = place % (value.length + 1);
      const before = value.slice(0, at);
      const after = value.slice(at);
      const second = other % (value.length + 1);
      if (kind === 0) value = before + after.slice(1);
      else if (kind === 1) value = before + piece + after;
      else if (kind === 2) value = before + piece + after.slice(1);
      else if (kind === 3) value = before + (value[second] ?? "") + after.slice(1);
      else if (kind === 4) value = before;
      else value = before + (after[0] === after[0]?.toLowerCase() ? after.toUpperCase() : after.toLowerCase());
    }
    return value;
  });
}

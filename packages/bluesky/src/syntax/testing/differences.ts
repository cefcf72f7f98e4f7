import { decodeBase32 } from "../../platform/bytes/base32.ts";
import type { StringFormat } from "../InvalidSyntaxError.ts";

/** A kind of string on which a guard of ours and the official package do not agree, decided by hand. */
export interface Difference {
  format: StringFormat;
  /** The official check: `@atproto/syntax` 0.7.7, or what `@atproto/lexicon` 0.7.19 does for the format. */
  oracle: "syntax" | "lexicon";
  /** What we say; they say the contrary. */
  ours: boolean;
  reason: string;
  /** Whether a string on which the two disagree is of this kind. */
  covers: (value: string) => boolean;
  /** Strings of this kind. A test demands that the two still disagree on each. */
  examples: string[];
}

/** Read by the tests: a disagreement of a kind that is not here fails, and so does a kind that is no longer one. */
export const differences: Difference[] = [
  {
    format: "datetime",
    oracle: "syntax",
    ours: false,
    reason:
      "A day that the calendar does not have. The official check leaves it to Date, which in V8 takes 30 February for 2 March, and in other engines does not.",
    covers: (value) => {
      const [year = 0, month = 0, day = 0] = value.slice(0, 10).split("-").map(Number);
      return day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
    },
    examples: ["2023-02-30T00:00:00Z", "2023-02-29T12:00:00.000Z", "1900-02-29T00:00:00Z", "2023-04-31T00:00:00+01:00"],
  },
  {
    format: "datetime",
    oracle: "lexicon",
    ours: false,
    reason:
      "The official lexicon check lets through what is ISO 8601 of any kind, for records that are there already. The specification demands RFC 3339, and strict validation is for what is yet to be written.",
    covers: (value) =>
      value.length > 64 ||
      value.endsWith("-00:00") ||
      !/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(value),
    examples: ["2023-01-01T00:00:00", "20230101T000000Z", "2023-01-01T24:00:00Z"],
  },
  {
    format: "datetime",
    oracle: "lexicon",
    ours: false,
    reason:
      "An offset that leads out of the years 0000 to 9999 in UTC. The official lexicon check does not look; `@atproto/syntax` refuses it, as we do.",
    covers: (value) => /^(0000-01-01.*\+|9999-12-31.*-)\d\d:\d\d$/.test(value),
    examples: ["0000-01-01T00:00:00+01:00"],
  },
  {
    format: "datetime",
    oracle: "lexicon",
    ours: false,
    reason: "Days that the calendar does not have, as above: this check too accepts what Date accepts.",
    covers: (value) => /^\d{4}-(02-(29|30|31)|(04|06|09|11)-31)T/.test(value),
    examples: ["2023-02-30T00:00:00.1234Z"],
  },
  {
    format: "cid",
    oracle: "lexicon",
    ours: false,
    reason: "Version 0 (Qm...): the data model has version 1 only, and no record may hold it.",
    covers: (value) => /^Qm[1-9A-HJ-NP-Za-km-z]{44}$/.test(value),
    examples: ["QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n"],
  },
  {
    format: "cid",
    oracle: "lexicon",
    ours: false,
    reason:
      "Base 58 and base 36: the data model writes CIDs in base 32. Two spellings of one CID would not compare equal.",
    covers: (value) => /^[zk]/.test(value),
    examples: ["zdj7WhuEjrB52m1BisYCtmjH1hSKa7yZ3jEZ9JcXaFRD51wVz"],
  },
  {
    format: "cid",
    oracle: "lexicon",
    ours: false,
    reason: "Padding: base 32 of CIDs has none.",
    covers: (value) => value.endsWith("="),
    examples: ["bafkreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a="],
  },
  {
    format: "cid",
    oracle: "lexicon",
    ours: false,
    reason:
      "A version, codec, hash or length that is not written in the fewest bytes: a second spelling of the same CID.",
    covers: (value) => {
      const bytes = /^b[a-z2-7]+$/.test(value) ? decodeBase32(value.slice(1)) : undefined;
      // A byte of zero that ends a number of several bytes.
      return bytes?.some((byte, at) => at > 0 && at < 12 && byte === 0 && (bytes[at - 1] ?? 0) > 127) ?? false;
    },
    examples: ["bqeafkaabbe", "bagaaaaacaaaa"],
  },
  {
    format: "cid",
    oracle: "lexicon",
    ours: true,
    reason:
      "Long digests: the specification allows 100 bytes, which are 161 characters; the official check stops at 128.",
    covers: (value) => value.length > 128 && value.length < 162,
    examples: [`bafkreya${"a".repeat(153)}`],
  },
  ...(["syntax", "lexicon"] as const).flatMap((oracle): Difference[] => [
    {
      format: "uri",
      oracle,
      ours: false,
      reason:
        "A scheme that begins with a digit or an underscore, or holds one: RFC 3986 has letters first, and no underscore.",
      covers: (value) => /^(?:[\d_]\w*|\w*_\w*):/.test(value),
      examples: ["1abc:x", "_:x", "a_b:x"],
    },
    {
      format: "uri",
      oracle,
      ours: true,
      reason: "A scheme with a plus, a dot or a hyphen, which RFC 3986 allows.",
      covers: (value) => /^[a-z][a-z\d+.-]*[+.-][a-z\d+.-]*:/i.test(value),
      examples: ["web+ap://x", "microsoft.windows.camera:x", "view-source:x"],
    },
    {
      format: "uri",
      oracle,
      ours: true,
      reason: "A path right after the scheme, as in file:///etc/hosts. RFC 3986 allows it.",
      covers: (value) => /^(?!https?:\/{3})[a-z][a-z\d+.-]*:(?:\/|\/{3,})[^\s/]/i.test(value),
      examples: ["file:///etc/hosts", "x:/y"],
    },
    {
      format: "uri",
      oracle,
      ours: false,
      reason: "Longer than 8 KB, which the specification of lexicons excludes.",
      covers: (value) => value.length > 8192,
      examples: [`https://example.com/${"a".repeat(9000)}`],
    },
  ]),
  ...(["syntax", "lexicon"] as const).map(
    (oracle): Difference => ({
      format: "language",
      oracle,
      ours: false,
      reason:
        "A variant or an extension that is there twice. RFC 5646 says that an extension must not repeat, and that a variant should not; parsers of such tags take one of the two or fail.",
      covers: (value) => /-([a-z\d]+)(?=-).*-\1(?:-|$)/i.test(value.replace(/(?:^|-)x-.*$/i, "")),
      examples: ["de-DE-1901-1901", "en-u-co-phonebk-u-nu-latn"],
    }),
  ),
  ...(["syntax", "lexicon"] as const).map(
    (oracle): Difference => ({
      format: "at-uri",
      oracle,
      ours: true,
      reason:
        "A fragment whose percent-encoded bytes are not UTF-8: it is a pointer by its characters, and no record has a key that it could point to.",
      covers: (value) => /#.*%[89a-f]/i.test(value) && !isDecoded(value.slice(value.indexOf("#"))),
      examples: ["at://alice.test#/%FF", "at://alice.test#/%C3/%A9"],
    }),
  ),
];

function isDecoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== "";
  } catch {
    return false;
  }
}

// What detection decides on, and what stands around it. Repeated here are those that more depends on.
const PIECES = [
  ..."@@@###＃$$()[]{}<>\"'’“”「」、。.,;:!?-_/+|~*…",
  ...[
    "..",
    "://",
    "http",
    "https",
    "HTTP",
    "Https",
    "http://",
    "https://",
    "HTTPS://",
    "//",
    "?q=",
    "#f",
    ":80",
    ":99999",
  ],
  ...[
    "com",
    "co",
    "test",
    "app",
    "Com",
    "COM",
    "bsky",
    "bob",
    "a",
    "b1",
    "1",
    "12",
    "xn--p1ai",
    "рф",
    "みんな",
    "notatld",
  ],
  ...["example.com", "ko-fi.com", "bob.bsky.social", "@bob.test", "@Alice.Test", "#tag", "$AAPL", "$a1", "wiki.vg's"],
  ...["é", "東京", "даркнет", "😀", "👨‍👩‍👧", "1️⃣", "𝒳", "\ud83d", "\ude00", "ſ", "K", "İ", "٣"],
  ...[
    "\u00ad",
    "\u2060",
    "\u200a",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u20e2",
    "\u20e3",
    "\ufe0f",
    "\u2066",
    "\u2069",
    "\u202a",
  ],
  ...["\n", "\r\n", "\t", "\u00a0", "\u2028", "\u2003", "\u3000", "\ufeff", "\u1680", "\u0085", "\0"],
];

/** Random numbers from 0 to 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A text of pieces that detection decides on; every third has spaces between most of them, and so more facets. */
export function randomText(random: () => number): string {
  const spaced = random() < 0.34 ? 0.6 : 0.15;
  const count = 1 + Math.floor(random() * random() * 40);
  let text = "";
  for (let index = 0; index < count; index++) {
    if (random() < spaced) text += " ";
    text += PIECES[Math.floor(random() * PIECES.length)] ?? "";
  }
  return text;
}

const WORDS =
  "Hello world, this is about nothing in particular. It rained (a lot) in the north; 今日は良い天気 😀 and so on!".split(
    " ",
  );
const MARKED = [
  "@bob.bsky.social",
  "https://example.com/some/path?x=1",
  "example.com",
  "#atproto",
  "$AAPL",
  "(see bsky.app)",
];

/** A text as people write posts, with `marked` words among all that are facets. */
export function randomPost(random: () => number, marked = 0.07): string {
  const words = Array.from({ length: 5 + Math.floor(random() * 40) }, () => {
    const from = random() < marked ? MARKED : WORDS;
    return from[Math.floor(random() * from.length)];
  });
  return words.join(" ");
}

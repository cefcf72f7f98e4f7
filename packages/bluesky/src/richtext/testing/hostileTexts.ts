const PIECES = [
  ...[
    "(",
    "[",
    "{",
    "<",
    ")",
    "]",
    "@",
    "#",
    "＃",
    "$",
    ".",
    "..",
    ":",
    "://",
    "'",
    '"',
    "-",
    "_",
    "\n",
    "\\",
    "😀",
    "\u200d",
  ],
  ...["(@", "(@a", "@a.", "@a.b ", "(#", "(#a", "#1", '"#', "#a!", "#👨\u200d", "''''#", "$A", "($A"],
  ...[
    "https://",
    "(https://",
    "(https://:",
    "https://a(",
    "https://a.b/[(",
    "http://a.com/((((((((((((((((((((",
    "))))))))))http://a.com",
  ],
  ...["a.", ".a", "(a.", "a.com(", "a.com/(", "[a.com/]", "a-.", ".-", "é.", "東.a", "a..", "1.1.", "a.com@", "xn--."],
  ...["[a](", "](", "[[", "[]", "\\[", "<https://", "[a](https://x)", "a\n\n\n", "\n \n", "\r", "a. ", "。", "Dr. "],
];

/** Texts of a length that make it easy to look at the same characters again and again, each by what it is made of. */
export function hostileTexts(length: number): ReadonlyMap<string, string> {
  return new Map(PIECES.map((piece) => [piece, piece.repeat(Math.ceil(length / piece.length))]));
}

import type { Node } from "bluesky-lexgen";

/** How long a text is in UTF-16 units. */
export const LENGTH = 10_000_000;

type Recipe = readonly [start: string, piece: string, end: string];

/** For each format long texts that are good to their end, or go wrong there. */
const OF_FORMATS: { readonly [format: string]: readonly Recipe[] } = {
  did: [["did:web:", "a", ""]],
  handle: [["", "a.", "a"]],
  "at-identifier": [["did:plc:", "a", "!"]],
  nsid: [["", "a-", ""]],
  tid: [["", "2", ""]],
  "record-key": [["", "~", "/"]],
  datetime: [["2020-01-01T00:00:00.", "1", "Z"]],
  cid: [["b", "a", ""]],
  language: [
    ["en", "-a1", "!"],
    ["en", "-a-bb", "!"],
    ["x", "-a", "-"],
  ],
  uri: [
    ["https://", "a", " "],
    ["", "a", ""],
    ["a", ":", "\n"],
  ],
  "at-uri": [
    ["at://a.b", "/", ""],
    ["at://a.b#/", "%41", "%"],
    ["at://", "a.", "#"],
  ],
};

const OF_OTHERS: readonly Recipe[] = [
  ["", "a", ""],
  ["", "€", ""],
  ["a", "\u0301", ""],
  ["", "👨‍", ""],
  ["", "\ud83d", ""],
  ["", "#", "main"],
  ["", "/", ""],
  ["", "=", "="],
  ["", "AAAA", "A"],
];

const made = new Map<Recipe, string>();

function make(recipe: Recipe): string {
  const [start, piece, end] = recipe;
  const text = made.get(recipe) ?? inOnePiece(start + piece.repeat(LENGTH / piece.length) + end);
  made.set(recipe, text);
  return text;
}

/** A text as a parser would give it: not a rope that is put together when it is first read. */
function inOnePiece(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

/** The long texts for a place. */
export function longTexts(node: Node): string[] {
  const format = node.kind === "string" ? node.format : undefined;
  return (OF_FORMATS[format ?? ""] ?? OF_OTHERS).map(make);
}

/** A text as the content of what a place asks for. */
export function withText({ kind }: Node, text: string): unknown {
  if (kind === "blob") return { $type: "blob", ref: { $link: text }, mimeType: text, size: 1 };
  if (kind === "bytes") return { $bytes: text };
  if (kind === "cid-link") return { $link: text };
  return kind === "union" ? { $type: text } : text;
}

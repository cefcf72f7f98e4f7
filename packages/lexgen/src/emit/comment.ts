/** A line of a doc comment: of text, or of a tag (`@throws {XrpcError} ...`) with its text. */
export type CommentLine = string | { readonly tag: string; readonly text?: string | undefined };

/**
 * Makes a doc comment. All comments of generated code that hold text of a lexicon are made here: that text neither ends the
 * comment, nor becomes a tag of it, nor anything else that tools read out of comments. Empty where there are no lines.
 *
 * @example
 * ```ts
 * comment(["Gets a page.", { tag: "throws", text: "{XrpcError} `NotFound`" }], "  ");
 * ```
 */
export function comment(lines: readonly CommentLine[], indent = ""): string {
  const all = lines.flatMap((line) => {
    if (typeof line === "string") return harmless(line, TAGS);
    const [first = "", ...more] = harmless(line.text ?? "", TAGS);
    return [`@${line.tag} ${first}`.trimEnd(), ...more];
  });
  if (all.length === 0) return "";
  if (all.length === 1) return `${indent}/** ${all[0]} */\n`;
  return `${indent}/**\n${all.map((line) => `${indent} *${line && ` ${line}`}\n`).join("")}${indent} */\n`;
}

/** Makes a comment of one line, in the same way. It begins with a word of ours: `@ts-nocheck` counts at the beginning. */
export function lineComment(text: string): string {
  return `// ${harmless(text, ORDERS).join(" ")}\n`;
}

/** What begins a tag of a doc comment: after some characters that cannot be seen too, so it is every one. */
const TAGS = /@/g;

/** What tools look for anywhere in a comment. Packages have an `@` in their names. */
const ORDERS = /@(?=license|preserve|cc_on|ts-|__)/gi;

/** What ends a line in JavaScript, or looks as if it did. */
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Controls, and what changes the direction of the text around it: a reader would not see where the comment ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: to be taken out
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The lines of a text, as they can stand in a comment. Editors show `&#64;` as `@`. */
function harmless(text: string, orders: RegExp): string[] {
  return text.split(LINE_ENDS).map((line) =>
    line
      .toWellFormed()
      .replaceAll(INVISIBLE, "")
      .replaceAll("*/", "*\\/")
      .replaceAll(orders, "&#64;")
      .replaceAll(/#(?=__|\s*source(?:Mapping)?URL)/gi, "&#35;"),
  );
}

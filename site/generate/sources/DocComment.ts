/** What a doc comment says, by its tags. */
export interface DocComment {
  /** What stands before the tags. */
  readonly text: string;
  readonly params: readonly { readonly name: string; readonly text: string }[];
  readonly returns: string | undefined;
  readonly throws: readonly { readonly kind: string; readonly text: string }[];
  readonly examples: readonly string[];
  readonly see: readonly string[];
  readonly fallback: string | undefined;
  readonly deprecated: string | undefined;
}

/**
 * Takes a doc comment apart.
 *
 * @param comment its text, without the stars
 */
export function parseDocComment(comment: string): DocComment {
  const parts = splitTags(comment);
  const of = (tag: string): string[] => parts.filter((part) => part.tag === tag).map((part) => part.text);
  return {
    text: of("")[0] ?? "",
    params: of("param").map((text) => {
      const [name = "", ...rest] = text.split(/\s+/);
      return { name, text: rest.join(" ") };
    }),
    returns: of("returns")[0],
    throws: of("throws").map((text) => {
      const [, kind = "", rest = ""] = /^\{(\w+)\}\s*([\s\S]*)$/.exec(text) ?? [];
      return { kind, text: rest };
    }),
    examples: of("example").map((text) => text.replace(/^```ts\n|\n?```$/g, "")),
    see: of("see"),
    fallback: of("default")[0],
    deprecated: of("deprecated")[0],
  };
}

/** The parts of a comment: what is before the tags (under ""), and what each says. Code has no tags. */
function splitTags(comment: string): { tag: string; text: string }[] {
  const parts: { tag: string; text: string }[] = [];
  let tag = "";
  let lines: string[] = [];
  let inCode = false;
  const end = (): void => {
    parts.push({ tag, text: lines.join("\n").trim() });
    lines = [];
  };
  for (const line of comment.split("\n")) {
    const [, before, found, rest = ""] =
      (!inCode &&
        /^(|.*[.`?)\]] +)@(param|returns|throws|example|see|default|deprecated|internal)\b\s*(.*)$/.exec(line)) ||
      [];
    if (found !== undefined) {
      if (before) lines.push(before);
      end();
      tag = found;
      lines.push(rest);
    } else lines.push(line);
    if (line.trimStart().startsWith("```")) inCode = !inCode;
  }
  end();
  return parts;
}

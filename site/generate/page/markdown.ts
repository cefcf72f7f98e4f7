/** Marks of Markdown that pages are made of. */

/** A fenced block of code. */
export function code(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** A name in the text, and a link where there is something to link to. */
export function name(text: string, path?: string): string {
  return path === undefined ? `\`${text}\`` : `[\`${text}\`](${path})`;
}

/** A table; none where it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

/** A field: its name, type, whether it is required, and what it is. */
export type FieldRow = readonly [name: string, type: string, required: boolean, text: string];

/** A table of fields: name, type, whether it is required, description. On narrow screens each is a block. */
export function fieldTable(head: string, rows: readonly FieldRow[]): string {
  const cells = rows.map(([own, type, required, text]) => [own, type, required ? "yes" : "no", text]);
  return `<div class="fields">\n\n${table([head, "Type", "Required", "Description"], cells)}\n\n</div>`;
}

/** A text as one cell of a table: in one line, with its bars escaped. */
function cell(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(/(?<!\\)\|/g, "\\|")
    .trim();
}

/** A text of a lexicon or a comment as Markdown: nothing in it is a tag. */
export function prose(text: string): string {
  return text
    .split(/(`[^`\n]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll("<", "&lt;").replaceAll(/\{@link (\S+?)\}/g, "`$1`"),
    )
    .join("");
}

/** The first sentence of a text, as plain words. */
export function firstSentence(text: string): string {
  const plain = text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("`", "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
}

/** Parts of a page, each apart from the next. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

/** One of several alternatives: what it is called, and its Markdown. */
export interface Tab {
  readonly label: string;
  readonly body: string;
}

/** Alternatives. Tabs of one group show the same label on all pages. */
export function tabs(group: string, list: readonly Tab[]): string {
  const inner = list.map(({ label, body }) => `<!-- tab ${label} -->\n\n${body}`);
  return [`<!-- tabs ${group} -->`, ...inner, "<!-- /tabs -->"].join("\n\n");
}

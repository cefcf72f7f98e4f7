/** A fenced block of code in a Markdown file. */
export interface Snippet {
  /** `ts`, `sh`, ...: the first word after the fence. */
  language: string;
  /** What the fence says as `title="..."`: the name of a file, say. */
  title?: string;
  code: string;
  /** Line of the fence, from 1. */
  line: number;
}

/** The fenced code blocks of a Markdown text. */
export function readSnippets(markdown: string): Snippet[] {
  const fences = markdown.matchAll(/^( *)(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^\1\2 *$/gm);
  return [...fences].map(({ index, 1: indent = "", 3: info = "", 4: code = "" }) => {
    const title = /\btitle="([^"]*)"/.exec(info)?.[1];
    return {
      language: info.trim().split(/\s/, 1)[0] ?? "",
      ...(title === undefined ? {} : { title }),
      code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      line: markdown.slice(0, index).split("\n").length,
    };
  });
}

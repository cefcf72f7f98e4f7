import { plainTabs } from "./renderTabs.ts";

/** The text of a page without what is there for browsers alone: tabs, links inside of code, what is said of blocks of code. */
export function plainMarkdown(body: string): string {
  return plainTabs(body)
    .replaceAll(/^```(\w+) (?:fragment|declaration)$/gm, "```$1")
    .replaceAll(/^<\/?div.*>\n*/gm, "")
    .replaceAll(/<code>(.*?)<\/code>/g, (_, inner: string) => `\`${decode(inner.replaceAll(/<\/?a[^>]*>/g, ""))}\``);
}

function decode(text: string): string {
  // A bar would end the cell of a table, in code too.
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)).replace("|", "\\|"));
}

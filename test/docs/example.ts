import type { BlueskyError } from "bluesky";

const block = /(?<=^```text\n).*?(?=\n```$)/ms;

/** The errors that a page shows: its first block of text. */
export function exampleOf(markdown: string): string {
  return block.exec(markdown)?.[0] ?? "";
}

/** The page with another example. */
export function withExample(markdown: string, example: string): string {
  return markdown.replace(block, () => example);
}

/** An error as an example shows it. */
export function describeError({ name, message }: BlueskyError): string {
  return `${name}: ${message}`;
}

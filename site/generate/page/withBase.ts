/** Links from the root of the site, in Markdown and in HTML, under the path that it is served at. Code is left alone. */
export function withBase(markdown: string, base: string): string {
  if (base === "/") return markdown;
  return markdown
    .split(/(^```[\s\S]*?^```$|`[^`\n]*`)/m)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replaceAll(/(\]\(|\b(?:href|src)=")\/(?!\/)/g, (_, before: string) => `${before}${base}`),
    )
    .join("");
}

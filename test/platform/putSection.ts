/**
 * Puts a text into a page, between the comments `<!-- title -->` and `<!-- end of name -->`, whose name is what the title begins with.
 *
 * @param title `name: how it is made`
 * @throws Error where the page has no such place
 */
export function putSection(page: string, title: string, text: string): string {
  const begin = `<!-- ${title} -->`;
  const end = `<!-- end of ${title.split(":", 1)[0]} -->`;
  const [before, rest = ""] = page.split(begin);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`the page has no place for it: ${begin} ... ${end}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

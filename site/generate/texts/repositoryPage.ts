import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The root of the workspace. */
export const root: string = join(import.meta.dirname, "../../..");

/** A Markdown file of the repository: its first heading, and the rest with links between pages of the site. */
export interface RepositoryText {
  readonly title: string;
  readonly body: string;
}

/** Reads a Markdown file. Links to files that have no page become plain text. */
export function readText(path: string): RepositoryText {
  return toPage(path, readFileSync(join(root, path), "utf8"));
}

/** The text of a file as a page has it. */
export function toPage(path: string, markdown: string): RepositoryText {
  const [, title = path] = /^# (.+)$/m.exec(markdown) ?? [];
  const body = markdown
    .replace(/^# .+\n/m, "")
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, index) => (index % 2 === 1 ? part : relink(part.replaceAll(/^<!--.*-->\n/gm, ""), path)))
    .join("");
  return { title: title.replaceAll("`", ""), body: body.trim() };
}

function relink(prose: string, path: string): string {
  return prose.replaceAll(/\[([^\]]+)\]\(<?([^)>]+)>?\)/g, (whole, text: string, target: string) => {
    if (/^(?:[a-z]+:|\/)/.test(target) || target.startsWith("#")) return whole;
    const [file = "", anchor] = target.split("#");
    const page = pageOf(posix.join(posix.dirname(path), file));
    return page === undefined ? text : `[${text}](${page}${anchor === undefined ? "" : `#${anchor}`})`;
  });
}

/** Where the page of a file is; `undefined` where it has none. */
function pageOf(path: string): string | undefined {
  const [, code] = /^docs\/errors\/(\w+)\.md$/.exec(path) ?? [];
  if (code !== undefined) return code === "README" ? "/errors/" : `/errors/${code}/`;
  const [, name] = /^docs\/(\w+)\.md$/.exec(path) ?? [];
  if (name !== undefined && name !== "README") return `/docs/${name}/`;
  return path === "CHANGELOG.md" ? "/changelog/" : undefined;
}

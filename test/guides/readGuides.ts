import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../workspace/listFiles.ts";
import { readSnippets } from "../workspace/readSnippets.ts";

/** A program of a guide: a file of TypeScript, and what the guide says that it prints. */
export interface GuideProgram {
  /** Its path in the guide's folder. */
  readonly path: string;
  /** How many snippets it is made of. */
  readonly snippets: number;
  /** What it prints, `…` standing for whatever varies; `undefined` if the guide does not say. */
  readonly output: string | undefined;
}

/** A page of `site/guides`. */
export interface Guide {
  readonly name: string;
  /** The page without its front matter. */
  readonly markdown: string;
  readonly frontMatter: ReadonlyMap<string, string>;
  /** All files that it shows, by path: the snippets with the same title are one file. */
  readonly files: ReadonlyMap<string, string>;
  /** Those in TypeScript, in their order. */
  readonly programs: readonly GuideProgram[];
}

/** The guides, in their order. */
export function readGuides(): Guide[] {
  const folder = join(root, "site/guides");
  const guides = globSync("*.md", { cwd: folder }).map((file) =>
    readGuide(basename(file, ".md"), readFileSync(join(folder, file), "utf8")),
  );
  return guides.sort((a, b) => orderOf(a) - orderOf(b));
}

/** The number that puts a guide into the list of all. */
export function orderOf({ frontMatter }: Guide): number {
  return Number(frontMatter.get("order"));
}

/**
 * Reads a guide.
 *
 * @throws Error if it has code or output that belongs to no file
 */
export function readGuide(name: string, page: string): Guide {
  const [, head = "", markdown = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(page) ?? [];
  const frontMatter = new Map(head.split("\n").map((line) => line.split(/: (.*)/, 2) as [string, string]));
  const files = new Map<string, string>();
  const programs = new Map<string, GuideProgram>();
  let last: GuideProgram | undefined;
  for (const { language, title, code, line } of readSnippets(markdown)) {
    if (title === "Output") {
      if (!last) throw new Error(`${name}: the output in line ${line} follows no program`);
      last = { ...last, output: (last.output ?? "") + code };
      programs.set(last.path, last);
    } else if (title !== undefined) {
      files.set(title, [files.get(title), code].filter(Boolean).join("\n"));
      if (!title.endsWith(".ts")) continue;
      const { snippets, output } = programs.get(title) ?? { snippets: 0, output: undefined };
      last = { path: title, snippets: snippets + 1, output };
      programs.set(title, last);
    } else if (language === "ts") throw new Error(`${name}: the code in line ${line} has no title`);
  }
  return { name, markdown, frontMatter, files, programs: [...programs.values()] };
}

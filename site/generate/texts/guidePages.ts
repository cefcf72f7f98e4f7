import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "../page/Page.ts";
import { root } from "./repositoryPage.ts";

/** A guide: a page in the order of what people do. */
export interface Guide extends Page {
  readonly order: number;
}

/** The guides, in their order. */
export function guidePages(folder: string = join(root, "site/guides")): Guide[] {
  if (!existsSync(folder)) return [];
  return globSync("*.md", { cwd: folder })
    .map((file) => guideOf(basename(file, ".md"), readFileSync(join(folder, file), "utf8")))
    .sort((a, b) => a.order - b.order);
}

function guideOf(name: string, text: string): Guide {
  const [, front = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const fields = new Map(
    front.split("\n").map((line): [string, string] => {
      const [, key = "", value = ""] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
      return [key, value.replace(/^"(.*)"$/, "$1")];
    }),
  );
  const title = fields.get("title");
  const order = Number(fields.get("order"));
  if (!title || !Number.isFinite(order)) throw new Error(`site/guides/${name}.md needs title, description and order`);
  return {
    kind: "guide",
    path: `/guides/${name}/`,
    title,
    description: fields.get("description") ?? "",
    body: body.trim(),
    order,
    names: [title],
    weight: 2,
  };
}

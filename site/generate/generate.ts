import { Lexicons } from "./lexicons/Lexicons.ts";
import { modelPages } from "./lexicons/modelPages.ts";
import { operationPages } from "./lexicons/operationPages.ts";
import { permissionSetPages } from "./lexicons/permissionSetPages.ts";
import { recordPages } from "./lexicons/recordPages.ts";
import { addUses } from "./page/addUses.ts";
import { llmsText } from "./page/llmsText.ts";
import type { Page } from "./page/Page.ts";
import { twinOf } from "./page/writeSite.ts";
import { Api } from "./sources/Api.ts";
import { apiPages } from "./sources/apiPages.ts";
import { hookPages } from "./sources/hookPages.ts";
import { Importer } from "./sources/Importer.ts";
import { optionPages } from "./sources/optionPages.ts";
import { documentPages } from "./texts/documentPages.ts";
import { errorCodes, errorFiles, errorPages } from "./texts/errorPages.ts";
import { type Guide, guidePages } from "./texts/guidePages.ts";
import { homePage } from "./texts/homePage.ts";
import { indexPages } from "./texts/indexPages.ts";
import { notFoundPage } from "./texts/notFoundPage.ts";
import { originalPage } from "./texts/originalPage.ts";
import { toolPages } from "./texts/toolPages.ts";

/** A whole site, before it becomes HTML. */
export interface Site {
  readonly pages: readonly Page[];
  /** What is served beside the pages, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly guides: readonly Guide[];
  readonly tools: readonly Page[];
}

/** Makes all pages of lexicons, sources and texts. */
export async function generate(base: string): Promise<Site> {
  const lexicons = await Lexicons.read();
  const api = Api.read();
  const importer = new Importer(api, lexicons.program);
  const guides = guidePages();
  const tools = await toolPages(base);
  const named = addUses([
    ...operationPages(
      lexicons,
      tools.pages.some(({ path }) => path === "/playground/"),
    ),
    ...modelPages(lexicons),
    ...recordPages(lexicons),
    ...permissionSetPages(lexicons),
    ...errorPages(),
    ...hookPages(api),
    ...optionPages(api),
    ...apiPages({ api, importer, errorCodes: new Set(errorCodes()) }),
  ]);
  const others = [...guides, ...tools.pages, ...documentPages(), await originalPage(), notFoundPage];
  const pages = [homePage(guides, tools.pages), ...others, ...named, ...indexPages(named, api)];
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const twin = (path: string): string => {
    const page = byPath.get(path);
    if (!page) throw new Error(`There is no ${path}`);
    return twinOf(page, base);
  };
  const files = new Map([...tools.files, ...errorFiles(twin), ...llmsText(pages, base)]);
  return { pages, files, guides, tools: tools.pages };
}

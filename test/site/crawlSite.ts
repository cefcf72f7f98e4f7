import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A page as a browser gets it. */
export interface CrawledPage {
  /** `/models/AppBskyFeedDefsPostView/` */
  readonly path: string;
  readonly title: string;
  /** How many links lead here from the first page. */
  readonly clicks: number;
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly string[];
}

/** What a crawl has found. */
export interface Crawl {
  readonly pages: ReadonlyMap<string, CrawledPage>;
  /** Links within the site, each with where it leads. */
  readonly checked: number;
  /** One sentence for each that leads nowhere. */
  readonly broken: readonly string[];
}

/** Follows all links of a site that is built, from its first page. */
export function crawlSite(folder: string): Crawl {
  const pages = new Map<string, CrawledPage>();
  let next = ["/"];
  for (let clicks = 0; next.length > 0; clicks++) {
    const found = new Set<string>();
    for (const path of next) {
      const page = readPage(folder, path, clicks);
      pages.set(path, page);
      for (const link of page.links) {
        const [target = ""] = link.split("#");
        if (target.endsWith("/") && fileOf(folder, target)) found.add(target);
      }
    }
    next = [...found].filter((path) => !pages.has(path));
  }
  const links = [...pages.values()].flatMap((page) => page.links.map((link) => ({ from: page.path, link })));
  const broken = links.flatMap(({ from, link }) => {
    const [target = "", anchor] = link.split("#");
    const path = target === "" ? from : target;
    if (!fileOf(folder, path)) return [`${from}: ${link}: there is no ${path}`];
    const anchors = pages.get(path)?.anchors;
    // What is behind `#` at the playground is the operation that it shows.
    const isThere = !anchor || !anchors || anchors.has("playground") || anchors.has(decodeURIComponent(anchor));
    return isThere ? [] : [`${from}: ${link}: no "${anchor}"`];
  });
  return { pages, checked: links.length, broken };
}

/** The file that a host of static files gives for a path. */
export function fileOf(folder: string, path: string): string | undefined {
  const file = join(folder, decodeURIComponent(path), path.endsWith("/") ? "index.html" : "");
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function readPage(folder: string, path: string, clicks: number): CrawledPage {
  const html = readFileSync(fileOf(folder, path) ?? "", "utf8");
  const [, heading = ""] = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html) ?? [];
  const anchors = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => decode(id)));
  const links = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = ""]) => decode(link));
  return {
    path,
    title: decode(heading.replaceAll(/<[^>]+>/g, "")).trim(),
    clicks,
    anchors,
    links: links.filter((link) => !/^(?:[a-z]+:|\/\/)/i.test(link)),
  };
}

function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll(/&#x?39;|&#x27;/g, "'")
    .replaceAll("&amp;", "&");
}

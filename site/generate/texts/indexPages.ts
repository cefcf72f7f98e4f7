import { name, paragraphs, table } from "../page/markdown.ts";
import type { Page, PageKind } from "../page/Page.ts";
import type { Api } from "../sources/Api.ts";

/** Pages that list others: by kind, by namespace, by subpath. */
export function indexPages(pages: readonly Page[], api: Api): Page[] {
  const of = (kind: PageKind): Page[] => pages.filter((page) => page.kind === kind);
  return [
    index(
      "/operations/",
      "Operations",
      "Every query, procedure and subscription of the lexicons.",
      byNamespace(of("operation")),
    ),
    index(
      "/models/",
      "Models",
      "Every model of `bluesky/models/operations`, `/components` and `/errors`.",
      byPrefix(of("model")),
    ),
    index("/records/", "Records", "Every kind of record, with its fields.", listOf(of("record"))),
    index("/permission-sets/", "Permission sets", "What an app can ask for by one name.", listOf(of("permission-set"))),
    index("/hooks/", "Hooks", "Functions that run at certain points of each call.", listOf(of("hook"))),
    index("/options/", "Options", "Every option, with all that take it.", listOf(of("option"))),
    index("/api/", "Functions and types", "What each subpath of the package exports.", subpathList(api)),
    ...[...api.subpaths].map(([specifier]) => subpathIndex(specifier, of("export"))),
  ];
}

function index(path: string, title: string, description: string, body: string): Page {
  return { kind: "index", path, title, description, body: paragraphs(description, body) };
}

function listOf(pages: readonly Page[]): string {
  const sorted = [...pages].sort((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1));
  return table(
    ["Name", "What it is"],
    sorted.map(({ title, path, description }) => [name(title, path), description]),
  );
}

function byNamespace(pages: readonly Page[]): string {
  const groups = Map.groupBy(pages, ({ title }) => title.slice(0, title.lastIndexOf(".")));
  return paragraphs(...[...groups].map(([namespace, list]) => paragraphs(`## ${namespace}`, listOf(list))));
}

/** Models by the namespace that their names begin with; those with short names first. */
function byPrefix(pages: readonly Page[]): string {
  const prefix = ({ title }: Page): string => {
    const [, found] = /^((?:AppBsky|ChatBsky|ComAtproto|ToolsOzone)[A-Z][a-z]+)/.exec(title) ?? [];
    return found ?? "Short names";
  };
  const groups = [...Map.groupBy(pages, prefix)].sort(([a], [b]) =>
    a === "Short names" ? -1 : b === "Short names" ? 1 : a < b ? -1 : 1,
  );
  return paragraphs(
    ...groups.map(([group, list]) => {
      const links = [...list]
        .sort((a, b) => (a.title < b.title ? -1 : 1))
        .map(({ title, path }) => `- [${title}](${path})`);
      return paragraphs(`## ${group}`, links.join("\n"));
    }),
  );
}

function subpathList(api: Api): string {
  return table(
    ["Subpath", "Exports"],
    [...api.subpaths].map(([specifier, exports]) => {
      const values = exports.filter(({ isValue }) => isValue);
      const shown = values.slice(0, 8).map((found) => name(found.name, found.path));
      return [name(specifier, `/api/${specifier}/`), `${shown.join(", ")}${values.length > 8 ? " ..." : ""}`];
    }),
  );
}

function subpathIndex(specifier: string, pages: readonly Page[]): Page {
  const own = pages.filter(({ path }) => path.replace(/[^/]+\/$/, "") === `/api/${specifier}/`);
  const kindOf = (page: Page): string => /^(.*?) of \[/.exec(page.body)?.[1] ?? "Type";
  const groups = [...Map.groupBy(own, kindOf)].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const sections = groups.map(([kind, list]) => paragraphs(`## ${PLURALS[kind] ?? kind}`, listOf(list)));
  return index(`/api/${specifier}/`, specifier, `What \`${specifier}\` exports.`, paragraphs(...sections));
}

const PLURALS: Readonly<Record<string, string>> = {
  Class: "Classes",
  Function: "Functions",
  Constant: "Constants",
  "Kind of error": "Kinds of errors",
  "Type and value": "Types with a value",
  Type: "Types",
};

const ORDER = Object.keys(PLURALS);

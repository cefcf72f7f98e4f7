import { code, type FieldRow, fieldTable, firstSentence, name, paragraphs, prose, table } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import type { Api, ApiExport } from "./Api.ts";
import type { Member } from "./Declaration.ts";
import type { DocComment } from "./DocComment.ts";
import type { Importer } from "./Importer.ts";
import { typeCode } from "./typeCode.ts";

/** What pages of the sources are made with. */
export interface ApiContext {
  readonly api: Api;
  readonly importer: Importer;
  /** The codes of errors that have a page. */
  readonly errorCodes: ReadonlySet<string>;
}

/** A page for every name that a subpath exports. */
export function apiPages(context: ApiContext): Page[] {
  return context.api.exports.map((found) => apiPage(found, context));
}

function apiPage(found: ApiExport, context: ApiContext): Page {
  const { name: own, specifier, declaration, main } = found;
  const { doc, kinds } = declaration;
  return {
    kind: "export",
    path: found.path,
    title: own,
    label: `${capital(kindOf(found))} of ${specifier}`,
    description: firstSentence(doc.text) || `${kinds.join(", ")} of ${specifier}.`,
    body: paragraphs(
      `${capital(kindOf(found))} of [\`${specifier}\`](/api/${specifier}/).`,
      main ? `It is the same as ${name(main.name, main.path)} of \`${main.specifier}\`, whose page says more.` : "",
      code("ts", `import ${found.isValue ? "" : "type "}{ ${own} } from "${specifier}";`),
      methodOf(found, context.api),
      doc.deprecated === undefined ? "" : `**Deprecated.** ${prose(doc.deprecated)}`,
      prose(doc.text),
      main ? "" : wholeOf(found, context),
    ),
    names: [own],
    weight: main ? 1 : 6,
  };
}

/** Where functions that take a client are methods of the class, by the type that lists those. */
const METHODS: Readonly<Record<string, readonly [type: string, object: string]>> = {
  "bluesky/actions": ["BoundActions", "bsky"],
  "bluesky/moderation": ["BoundActions", "bsky"],
  "bluesky/records": ["BoundRecords", "bsky.records"],
};

function methodOf({ name: own, specifier, isValue }: ApiExport, api: Api): string {
  const [type = "", object] = METHODS[specifier] ?? [];
  const methods = isValue ? api.find(type, "bluesky")?.declaration.members : undefined;
  if (!methods?.some((member) => member.name === own)) return "";
  return `It is also a method of the class: \`${object}.${own}\` of a [\`Bluesky\`](/api/bluesky/Bluesky/).`;
}

function kindOf({ declaration: { kinds }, isType, isValue, name: own }: ApiExport): string {
  if (own.endsWith("Error") && isType && isValue && kinds.includes("constant")) return "kind of error";
  if (kinds.includes("class")) return "class";
  if (kinds.includes("function")) return "function";
  return isValue ? (isType ? "type and value" : "constant") : "type";
}

function wholeOf(found: ApiExport, context: ApiContext): string {
  const { api, importer } = context;
  const { specifier, declaration } = found;
  const { doc, members, signatures, kinds } = declaration;
  const isPlainType = kinds.length === 1 && kinds[0] === "type";
  const link = (type: string): string => typeCode(type, api, specifier);
  return paragraphs(
    doc.examples.length > 0 ? paragraphs("## Example", ...examplesOf(doc, specifier, importer)) : "",
    "## Declaration",
    code("ts declaration", signatures.join("\n")),
    namesIn(signatures.join("\n"), found, api),
    paramsOf(doc),
    doc.returns === undefined ? "" : paragraphs("## Returns", prose(doc.returns)),
    throwsOf(doc, specifier, context),
    kinds.includes("class")
      ? classMembers(members, link, found, context)
      : members.length > 0
        ? paragraphs(
            isPlainType && /Options$/.test(found.name) ? "## Options" : "## Members",
            membersTable(members, link, api, specifier),
          )
        : "",
    seeOf(doc),
  );
}

/** Examples with what they import. What they leave undeclared, a program has. */
export function examplesOf(doc: DocComment, specifier: string, importer: Importer): string[] {
  return doc.examples.map((example) => code("ts fragment", importer.complete(example, specifier)));
}

function namesIn(signature: string, { path, specifier }: ApiExport, api: Api): string {
  const links = new Map<string, string>();
  for (const [word] of signature.matchAll(/\b[A-Z]\w+\b/g)) {
    const found = api.find(word, specifier);
    if (found && found.path !== path) links.set(word, name(word, found.path));
  }
  return links.size === 0 ? "" : `Types: ${[...links.values()].join(", ")}`;
}

function paramsOf({ params }: DocComment): string {
  const rows = params.map(({ name: own, text }) => [`\`${own}\``, prose(text)]);
  return rows.length === 0 ? "" : paragraphs("## Parameters", table(["Parameter", "Description"], rows));
}

function throwsOf({ throws }: DocComment, specifier: string, { api, errorCodes }: ApiContext): string {
  const rows = throws.map(({ kind, text }) => {
    const found = api.find(kind, specifier);
    return [name(kind, found?.path), linkCodes(prose(text), errorCodes) || "N/A"];
  });
  return rows.length === 0 ? "" : paragraphs("## Errors", table(["Kind", "Codes, and when"], rows));
}

/** Codes of errors, as links to their pages. */
function linkCodes(text: string, codes: ReadonlySet<string>): string {
  return text.replaceAll(/`([a-z_]+)`/g, (whole, found: string) =>
    codes.has(found) ? `[${whole}](/errors/${found}/)` : whole,
  );
}

function membersTable(members: readonly Member[], link: (type: string) => string, api: Api, specifier: string): string {
  const rows = members.map((member): FieldRow => {
    const { name: own, type, optional, doc, from } = member;
    const base = from === undefined ? undefined : api.find(from, specifier);
    const inherited = from === undefined ? "" : ` Of ${name(from, base?.path)}.`;
    const fallback = doc.fallback === undefined ? "" : ` Default: ${prose(doc.fallback)}.`;
    const given = optional ? type.replace(/ \| undefined$/, "") : type;
    return [`\`${own}\``, link(given), !optional, `${prose(doc.text)}${fallback}${inherited}`];
  });
  return fieldTable("Name", rows);
}

/** Members of a class, each under a heading of its own; those that it inherits as a table. */
function classMembers(
  members: readonly Member[],
  link: (type: string) => string,
  found: ApiExport,
  context: ApiContext,
): string {
  const { api, importer, errorCodes } = context;
  const own = members.filter(({ from }) => from === undefined);
  const inherited = members.filter(({ from }) => from !== undefined);
  const byName = Map.groupBy(own, ({ name: member, isStatic }) => `${isStatic ? "static " : ""}${member}`);
  return paragraphs(
    "## Members",
    ...[...byName].map(([title, list]) => {
      const [doc] = list.map((member) => member.doc);
      const heads = list.map(({ name: member, type, isMethod, isStatic }) => {
        return `${isStatic ? "static " : ""}${isMethod ? type : `${member}: ${type}`};`;
      });
      const throws = doc?.throws.map(
        ({ kind, text }) => `- Throws \`${kind}\`: ${linkCodes(prose(text), errorCodes) || "see its page"}`,
      );
      return paragraphs(
        `### ${title}`,
        prose(doc?.text ?? ""),
        code("ts declaration", heads.join("\n")),
        ...list.flatMap((member) => examplesOf(member.doc, found.specifier, importer)),
        throws?.join("\n"),
      );
    }),
    inherited.length > 0 ? paragraphs("## Inherited members", membersTable(inherited, link, api, found.specifier)) : "",
  );
}

function seeOf({ see }: DocComment): string {
  const items = see.map((text) => `- ${/^https?:/.test(text) ? `<${text}>` : prose(text)}`);
  return items.length === 0 ? "" : paragraphs("## See also", items.join("\n"));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

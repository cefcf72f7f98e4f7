import { firstSentence, name, paragraphs, prose, table } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import type { Api, ApiExport } from "./Api.ts";
import type { Member } from "./Declaration.ts";
import { typeCode } from "./typeCode.ts";

interface Use {
  readonly found: ApiExport;
  readonly member: Member;
}

/** A page for every option: where it can be given, and what it does there. */
export function optionPages(api: Api): Page[] {
  const uses = new Map<string, Use[]>();
  for (const found of api.exports) {
    if (found.main || !/(?:Options|Settings)$/.test(found.name)) continue;
    for (const member of found.declaration.members) {
      uses.set(member.name, [...(uses.get(member.name) ?? []), { found, member }]);
    }
  }
  return [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([own, list]) => optionPage(own, list, api));
}

function optionPage(own: string, list: readonly Use[], api: Api): Page {
  // The same option of many types is said once, with all that have it.
  const meanings = Map.groupBy(list, ({ member }) => `${member.type}\n${member.doc.text}`);
  const [first] = list;
  return {
    kind: "option",
    path: `/options/${own}/`,
    title: own,
    description: firstSentence(first?.member.doc.text ?? "") || `An option of ${first?.found.name ?? ""}.`,
    body: paragraphs(
      list.length === 1 ? "An option of one type." : `An option of ${list.length} types.`,
      ...[...meanings.values()].sort((a, b) => b.length - a.length).map((same) => meaningOf(same, api)),
    ),
    names: [own],
    weight: 3,
  };
}

function meaningOf(list: readonly Use[], api: Api): string {
  const [first] = list;
  if (!first) return "";
  const { member, found } = first;
  const rows: string[][] = [
    ["Type", typeCode(member.type.replace(/ \| undefined$/, ""), api, found.specifier)],
    ["Required", member.optional ? "no" : "yes"],
    ...(member.doc.fallback === undefined ? [] : [["Default", prose(member.doc.fallback)]]),
  ];
  const places = list.map(({ found: type }) => `- ${name(type.name, type.path)} of \`${type.specifier}\``);
  const origin = member.from ?? found.name;
  return paragraphs(
    `## Of \`${origin}\``,
    prose(member.doc.text),
    table(["", ""], rows),
    "It can be given in",
    places.join("\n"),
  );
}

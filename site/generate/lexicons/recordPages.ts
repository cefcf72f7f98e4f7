import type { RecordDefinition } from "bluesky-lexgen";
import { code, firstSentence, name, paragraphs, prose, table } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import { exampleOf } from "./exampleOf.ts";
import { type Lexicons, namespaceOf } from "./Lexicons.ts";
import { fieldsOf } from "./modelPages.ts";

/** A page for every kind of record. */
export function recordPages(lexicons: Lexicons): Page[] {
  return lexicons.program.documents.flatMap(({ definitions }) =>
    definitions.flatMap((definition) => (definition.kind === "record" ? [recordPage(definition, lexicons)] : [])),
  );
}

function recordPage(definition: RecordDefinition, lexicons: Lexicons): Page {
  const { nsid, key, node, description = node.description } = definition;
  const own = lexicons.exportedName(definition);
  const module = namespaceOf(nsid);
  const model = lexicons.modelOf("components", nsid);
  const isSingle = key.startsWith("literal:");
  const value = exampleOf(node, lexicons);
  const target = isSingle ? "{}" : `"3jzfcijpj2z2a"`;
  const imports = `import type { ClientLike } from "bluesky/client";\nimport { ${own} } from "${module}";`;
  const write = isSingle ? `put(client, ${own}, {}, record)` : `create(client, ${own}, record)`;
  return {
    kind: "record",
    path: `/records/${nsid}/`,
    title: nsid,
    description: firstSentence(description ?? "") || "A kind of record.",
    body: paragraphs(
      prose(description ?? ""),
      table(
        ["", ""],
        [
          ["NSID", `\`${nsid}\``],
          ["Record key", keyOf(key)],
          ["Schema", `\`${own}\` of \`${module}\``],
          ["Model", model ? name(`components.${model.name}`, `/models/${model.name}/`) : "N/A"],
        ],
      ),
      "## Write",
      code(
        "ts",
        `${imports}\nimport { ${isSingle ? "put" : "create"} } from "bluesky/records";\n\nexport async function write(client: ClientLike): Promise<void> {\n  const record: ${own} = ${value.replaceAll("\n", "\n  ")};\n  const { uri } = await ${write};\n  console.log(uri);\n}`,
      ),
      "## Read",
      code(
        "ts",
        `${imports}\nimport { get, list } from "bluesky/records";\n\nexport async function read(client: ClientLike): Promise<void> {\n  const { value } = await get(client, ${own}, ${target});\n  console.log(value);\n  for await (const { rkey } of list.items(client, ${own}, { repo: "alice.example.com", max: 100 })) console.log(rkey);\n}`,
      ),
      fieldsOf(node, { scope: "components", owner: nsid }, lexicons),
      "More of it: [`bluesky/records`](/api/bluesky/records/).",
    ),
    names: [nsid, own],
    weight: 6,
  };
}

function keyOf(key: string): string {
  if (key.startsWith("literal:")) return `always \`${key.slice("literal:".length)}\`: there is one in a repository`;
  if (key === "tid") return "a TID, which is made by itself";
  return key === "any" ? "any" : `a${/^[aeiou]/.test(key) ? "n" : ""} ${key}`;
}

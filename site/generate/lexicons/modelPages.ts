import { commentLines, type Node, type ObjectNode } from "bluesky-lexgen";
import { type ErrorModel, planErrors } from "../../../packages/bluesky/scripts/models/emitErrors.ts";
import { enumKeys } from "../../../packages/bluesky/scripts/models/enumKeys.ts";
import { ERROR_CLASSES } from "../../../packages/bluesky/scripts/models/errorClasses.ts";
import type { Model } from "../../../packages/bluesky/scripts/models/Model.ts";
import { code, type FieldRow, fieldTable, firstSentence, name, paragraphs, prose, table } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import { exampleOf, importsOf } from "./exampleOf.ts";
import { type Lexicons, moduleOf, namespaceOf } from "./Lexicons.ts";
import { type Place, typeLink, variantLinks } from "./typeLink.ts";

/** One of the meanings of a name: eight names mean something else as operations than as components. */
interface Meaning {
  readonly module: string;
  readonly description: string | undefined;
  readonly body: string;
}

/** A page for every name that `bluesky/models/*` exports, in the form of the original's pages. */
export function modelPages(lexicons: Lexicons): Page[] {
  const meanings = new Map<string, Meaning[]>();
  const add = (model: string, meaning: Meaning): void => {
    meanings.set(model, [...(meanings.get(model) ?? []), meaning]);
  };
  for (const model of lexicons.models) add(model.name, meaningOf(model, lexicons));
  add("Security", SECURITY);
  for (const error of planErrors(lexicons.program)) add(error.name, errorMeaning(error));
  for (const [own, [, kind]] of Object.entries(ERROR_CLASSES)) add(own, classMeaning(own, kind));
  const operations = new Map(lexicons.models.map(({ name: own, nsid, kind }) => [own, { nsid, kind }]));
  return [...meanings].map(([own, list]) => {
    const [first] = list;
    const operation = operations.get(own);
    const method = operation?.nsid.slice(operation.nsid.lastIndexOf(".") + 1);
    const isAnswer = method !== undefined && own.endsWith("ResponseBody");
    return {
      kind: "model",
      path: `/models/${own}/`,
      title: own,
      description:
        firstSentence(first?.description ?? "") || `A model of ${list.map(({ module }) => module).join(" and ")}.`,
      body:
        list.length === 1
          ? paragraphs(prose(first?.description ?? ""), first?.body)
          : paragraphs(
              "Two models have this name.",
              ...list.map(({ module, description, body }) =>
                paragraphs(`## Of \`${module}\``, prose(description ?? ""), body.replaceAll(/^## /gm, "### ")),
              ),
            ),
      names: [own, ...(isAnswer ? [method] : [])],
      weight: isAnswer ? 10 : 5,
    };
  });
}

function meaningOf(model: Model, lexicons: Lexicons): Meaning {
  const module = `bluesky/models/${model.scope}`;
  const description = model.description ?? ("node" in model ? model.node.description : undefined);
  return { module, description, body: paragraphs(aboutOf(model, lexicons), bodyOf(model, module, lexicons)) };
}

function bodyOf(model: Model, module: string, lexicons: Lexicons): string {
  const place: Place = { scope: model.scope, owner: model.owner };
  if (model.kind === "response") {
    const body = lexicons.modelOf("operations", `${model.nsid}/output`);
    const type = body
      ? name(`operations.${body.name}`, `/models/${body.name}/`)
      : typeLink(model.node, place, lexicons);
    const value = exampleOf(model.node, lexicons).replaceAll("\n", "\n  ");
    return paragraphs(
      usage(module, model.name, `{\n  result: ${value},\n}`),
      "## Fields",
      fieldTable("Field", [["`result`", type, true, "The output."]]),
    );
  }
  const node = model.kind === "definition" ? lexicons.nodeOf(model.definition.id) : model.node;
  const example = usage(
    module,
    model.name,
    exampleOf(node, lexicons, model.kind === "definition" ? { id: model.definition.id } : {}),
  );
  if (node.kind === "object") return paragraphs(example, fieldsOf(node, place, lexicons));
  if (node.kind === "union") {
    const rows = variantLinks(node, lexicons);
    const open = node.closed ? "" : "A server may send another one. It is kept as it is, with its `$type`.";
    return paragraphs(example, "## Supported types", rows.map((row) => `- ${row}`).join("\n"), open);
  }
  if (node.kind === "string" && (node.enum || node.knownValues)) return paragraphs(example, valuesOf(node, model));
  const facts = commentLines(undefined, node).map((line) =>
    typeof line === "string" ? line : `Default: \`${line.text}\`.`,
  );
  return paragraphs(example, "## Type", paragraphs(typeLink(node, place, lexicons), ...facts));
}

function usage(module: string, own: string, value: string): string {
  return paragraphs(
    "## Example usage",
    code("ts", `import { ${own} } from "${module}";\n${importsOf(value)}\nlet value: ${own} = ${value};`),
  );
}

/** The table of an object's fields. */
export function fieldsOf(node: ObjectNode, place: Place, lexicons: Lexicons, heading = "## Fields"): string {
  if (node.properties.length === 0) return paragraphs(heading, "It has none.");
  const rows = node.properties.map(({ name: own, node: child, required, nullable }): FieldRow => {
    const type = typeLink(child, { ...place, owner: `${place.owner}/${own}` }, lexicons);
    return [`\`${own}\``, nullable ? `${type} | *null*` : type, required, describe(child)];
  });
  return paragraphs(heading, fieldTable("Field", rows));
}

function describe(node: Node): string {
  const lines = commentLines(node.description, node).filter((line) => line !== "");
  const texts = lines.map((line) => {
    if (typeof line === "string") return prose(line);
    const { tag, text = "" } = line;
    return tag === "default" ? `Default: \`${text}\`.` : `**Deprecated.** ${prose(text)}`;
  });
  return texts.join(" ") || "N/A";
}

function valuesOf(node: Extract<Node, { kind: "string" }>, model: Model): string {
  const values = node.enum ?? node.knownValues ?? [];
  const keys = [...enumKeys(values)].map(([key, value]) => [`\`${model.name}.${key}\``, `\`"${value}"\``]);
  const open = node.enum ? "There are no others." : "A server may send another one.";
  return paragraphs("## Values", table(["Name", "Value"], keys), open);
}

/** Where it comes from, and its other name. */
function aboutOf(model: Model, lexicons: Lexicons): string {
  const { nsid } = model;
  if (model.scope === "components") {
    const { definition } = model as { definition?: { id: `${string}#${string}` } };
    const main = definition && lexicons.definition(definition.id);
    if (!main || model.kind !== "definition") return `Of the lexicon \`${nsid}\`.`;
    const exported = lexicons.exportedName(main);
    const record = main.kind === "record" ? ` It is a [record](/records/${nsid}/).` : "";
    return `Of the lexicon \`${nsid}\`. It is also \`${exported}\` of \`${main.name === "main" ? namespaceOf(nsid) : moduleOf(nsid)}\`.${record}`;
  }
  return `Of the operation ${name(nsid, `/operations/${nsid}/`)}.`;
}

const SECURITY: Meaning = {
  module: "bluesky/models/components",
  description: "How the original SDK took an access token.",
  body: paragraphs(
    "## Example usage",
    code("ts", `import type { Security } from "bluesky/models/components";\n\nlet value: Security = {};`),
    "## Fields",
    fieldTable("Field", [["`bearer`", "*string*", false, "An access token."]]),
  ),
};

function errorMeaning({ name: own, nsid, values }: ErrorModel): Meaning {
  const rows = values.map((value) => [`\`${own}.${value}\``, `\`"${value}"\``]);
  return {
    module: "bluesky/models/errors",
    description: `The names of the errors that ${nsid} declares, and of those that any call may end in.`,
    body: paragraphs(
      `Of the operation ${name(nsid, `/operations/${nsid}/`)}. What to do about each is on [its page](/errors/xrpc_error/).`,
      usage("bluesky/models/errors", own, JSON.stringify(values[0])),
      "## Values",
      table(["Name", "Value"], rows),
    ),
  };
}

function classMeaning(own: string, kind: string): Meaning {
  const page = `/api/bluesky/xrpc/${kind}/`;
  return {
    module: "bluesky/models/errors",
    description: `The original's name of the kind ${kind}.`,
    body: paragraphs(
      `It is another name of ${name(kind, page)}.`,
      "## Example usage",
      code(
        "ts",
        `import { ${own} } from "bluesky/models/errors";\n\nexport function isThat(error: unknown): boolean {\n  return error instanceof ${own};\n}`,
      ),
    ),
  };
}

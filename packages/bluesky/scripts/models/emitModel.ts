import { comment, commentLines, type Node, propertyKey, stringLiteral, valueKey } from "bluesky-lexgen";
import { enumKeys } from "./enumKeys.ts";
import type { Model, ValueModel } from "./Model.ts";
import { type ModelFile, outputOf } from "./ModelFile.ts";

/** The schemas whose checks no module of a lexicon has: unions, responses, and enums with limits. */
export function checksOf(models: readonly Model[]): Map<string, Node> {
  const checks = new Map<string, Node>();
  for (const { kind, name, nsid, ...rest } of models) {
    if (!("node" in rest)) continue;
    const { node } = rest;
    if (kind === "response") checks.set(name, responseOf(nsid, node));
    else if (node.kind === "union" || (kind === "enum" && hasLimits(node))) checks.set(name, node);
  }
  return checks;
}

/** Writes one model: its type, and the value of the same name. */
export function emitModel(model: Model, file: ModelFile): string {
  const { name, nsid } = model;
  switch (model.kind) {
    case "definition": {
      const exported = file.exported(model.definition.id);
      return `export { ${exported === name ? name : `${exported} as ${name}`} } from ${stringLiteral(file.specifier(nsid))};\n`;
    }
    case "body": {
      const { part, node } = model;
      const check = node.kind === "union" ? file.ownCheck(name, node) : file.partCheck(nsid, part);
      return declare(model, file.partType(nsid, part), check, file);
    }
    case "response": {
      const check = file.ownCheck(name, responseOf(nsid, model.node));
      return declare(model, `{ result: ${file.partType(nsid, "Output")} }`, check, file);
    }
    case "enum":
      return emitEnum(model, file);
    case "union":
      return declare(model, typeOf(model, file), file.ownCheck(name, model.node), file);
  }
}

function emitEnum(model: ValueModel, file: ModelFile): string {
  const { name, node } = model;
  if (node.kind !== "string") throw new Error(`${name} is no enum`);
  const keys = [...enumKeys(node.enum ?? node.knownValues ?? [])];
  const values = keys.map(([key, value]) => `  ${valueKey(key)}: ${stringLiteral(value)},\n`).join("");
  const types = keys.map(([key, value]) => `  readonly ${propertyKey(key)}: ${stringLiteral(value)};\n`).join("");
  const args = [stringLiteral(idOf(model)), `{\n${values}}`, ...enumCheck(model, file)].join(", ");
  const type = `${file.type("EnumSchema")}<${name}, {\n${types}}>`;
  const value = `/*#__PURE__*/ ${file.value("enumSchema")}(${args})`;
  return `${doc(model)}export type ${name} = ${typeOf(model, file)};\n${doc(model)}export const ${name}: ${type} = ${value};\n`;
}

/** What checks an enum; nothing where its values are all there is to check. */
function enumCheck({ name, node, part, steps, definition }: ValueModel, file: ModelFile): string[] {
  if (part === undefined && steps.length === 0) return [file.definitionCheck(definition.id)];
  if (node.kind === "string" && node.enum) return [];
  return [hasLimits(node) ? file.ownCheck(name, node) : file.value("stringItem")];
}

function hasLimits(node: Node): boolean {
  if (node.kind !== "string" || node.enum) return false;
  const { minLength, maxLength, minGraphemes, maxGraphemes, format } = node;
  return [minLength, maxLength, minGraphemes, maxGraphemes, format].some((limit) => limit !== undefined);
}

function responseOf(nsid: string, output: Node): Node {
  const node: Node = output.kind === "ref" ? output : { kind: "ref", target: outputOf(nsid) };
  return { kind: "object", properties: [{ name: "result", node, required: true, nullable: false }] };
}

function typeOf({ nsid, part, definition, steps }: ValueModel, file: ModelFile): string {
  let type = part ? file.partType(nsid, part) : file.definitionType(definition.id);
  for (const step of steps) {
    if (step === "item") type = `${type}[number]`;
    else if (step.certain) type = `${type}[${stringLiteral(step.property)}]`;
    // NonNullable would make one string of known values and the rest.
    else type = `Exclude<${type}[${stringLiteral(step.property)}], null | undefined>`;
  }
  return type;
}

/** What errors call the schema: `com.atproto.server.createSession#output.status`. */
function idOf({ owner }: Model): string {
  const [head = "", ...rest] = owner.split("/");
  const first = head.includes("#") || rest.length === 0 ? "." : "#";
  return head + rest.map((step, k) => (k === 0 ? first : ".") + step).join("");
}

/** A type, and a schema of the same name. */
function declare(model: Model, type: string, check: string, file: ModelFile): string {
  const { name } = model;
  const value = `/*#__PURE__*/ ${file.value("bodySchema")}(${stringLiteral(idOf(model))}, ${check})`;
  const annotation = `${file.type("Schema")}<${name}>`;
  return `${doc(model)}export type ${name} = ${type};\n${doc(model)}export const ${name}: ${annotation} = ${value};\n`;
}

const NOUNS = {
  Params: "The parameters of",
  Input: "The input of",
  Output: "The output of",
  Message: "A message of",
} as const;

function doc(model: Model): string {
  const what =
    model.kind === "body"
      ? `${NOUNS[model.part]} \`${model.nsid}\`.`
      : model.kind === "response"
        ? `What the original SDK answered to \`${model.nsid}\`: the output as \`result\`.`
        : `\`${idOf(model)}\`.`;
  return comment([what, ...commentLines(model.description)]);
}

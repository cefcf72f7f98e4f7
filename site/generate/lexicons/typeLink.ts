import type { Node } from "bluesky-lexgen";
import type { Model } from "../../../packages/bluesky/scripts/models/Model.ts";
import { name } from "../page/markdown.ts";
import { type Lexicons, ownerOf } from "./Lexicons.ts";

/** Where a schema is: what its enums and unions are named after. */
export interface Place {
  readonly scope: Model["scope"];
  readonly owner: string;
}

/** The type of a value as Markdown, with links to the pages of all that it names. */
export function typeLink(node: Node, place: Place, lexicons: Lexicons): string {
  switch (node.kind) {
    case "ref": {
      const definition = lexicons.definition(node.target);
      const owner = ownerOf(definition);
      const model = lexicons.modelOf("components", owner);
      if (model) return modelLink(model);
      // A list of a union has given its name to the union.
      return typeLink(lexicons.nodeOf(node.target), { scope: "components", owner }, lexicons);
    }
    case "array": {
      const owner = place.owner.includes("/") ? place.owner : `${place.owner}/items`;
      const item = typeLink(node.items, { ...place, owner }, lexicons);
      return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
    }
    case "union": {
      const model = lexicons.modelOf(place.scope, place.owner);
      return model ? modelLink(model) : variantLinks(node, lexicons).join(" | ");
    }
    case "string": {
      const model = node.enum || node.knownValues ? lexicons.modelOf(place.scope, place.owner) : undefined;
      if (model) return modelLink(model);
      return node.const === undefined ? "*string*" : `\`"${node.const}"\``;
    }
    case "integer":
      if (node.enum) return node.enum.map((value) => `\`${value}\``).join(" | ");
      return node.const === undefined ? "*number*" : `\`${node.const}\``;
    case "boolean":
      return node.const === undefined ? "*boolean*" : `\`${node.const}\``;
    case "blob":
      return name("BlobRef", "/api/bluesky/data/BlobRef/");
    case "bytes":
      return name("Bytes", "/api/bluesky/data/Bytes/");
    case "cid-link":
      return name("CidLink", "/api/bluesky/data/CidLink/");
    case "token":
      return "*string*";
    case "object":
    case "unknown":
      return "*object*";
  }
}

/** The variants of a union, each with its link. */
export function variantLinks(node: Extract<Node, { kind: "union" }>, lexicons: Lexicons): string[] {
  const known = node.targets.map((target) =>
    typeLink({ kind: "ref", target }, { scope: "components", owner: "" }, lexicons),
  );
  return node.closed ? known : [...known, name("UnknownVariant", "/api/bluesky/schema/UnknownVariant/")];
}

export function modelPath(model: Pick<Model, "name">): string {
  return `/models/${model.name}/`;
}

function modelLink(model: Model): string {
  return name(`${model.scope}.${model.name}`, modelPath(model));
}

import type { Definition, DefinitionId, Node, Program } from "bluesky-lexgen";
import { pascalCase, pascalNsid } from "bluesky-lexgen";
import type { Model } from "../../scripts/models/Model.ts";
import type { Facts, FieldFact, ModelFact } from "./readFacts.ts";

/** What differs from the original: `kind model.field`, as the file of differences has it. */
export function compareFacts(facts: Facts, models: readonly Model[], program: Program): string[] {
  return new Comparison(facts, models, program).all();
}

class Comparison {
  readonly #facts: Facts;
  readonly #models: ReadonlyMap<string, Model>;
  readonly #program: Program;
  readonly #found: string[] = [];

  constructor(facts: Facts, models: readonly Model[], program: Program) {
    this.#facts = facts;
    this.#models = new Map(models.map((model) => [`${model.scope}.${model.name}`, model]));
    this.#program = program;
  }

  all(): string[] {
    for (const scope of ["operations", "components"] as const) {
      for (const [name, fact] of this.#facts[scope]) this.#model(`${scope}.${name}`, fact);
    }
    return this.#found;
  }

  #model(name: string, fact: ModelFact): void {
    const model = this.#models.get(name);
    if (!model) {
      this.#found.push(`no-lexicon ${name}`);
      return;
    }
    const { node, owner } = this.#schemaOf(model);
    if (fact.kind === "fields") {
      for (const field of fact.fields) this.#field(name, field, node, owner, model);
    } else if (fact.kind === "values") {
      const values = node.kind === "string" ? (node.enum ?? node.knownValues) : undefined;
      if (!values) this.#found.push(`type ${name}`);
      for (const value of fact.values) if (!values?.includes(value)) this.#found.push(`value ${name} ${value}`);
    } else {
      if (node.kind !== "union") this.#found.push(`type ${name}`);
      const variants = node.kind === "union" ? node.targets.map(componentName) : [];
      for (const variant of fact.variants) {
        if (!variants.includes(variant)) this.#found.push(`variant ${name} ${variant}`);
      }
    }
  }

  #field(name: string, field: FieldFact, node: Node, owner: string, model: Model): void {
    const path = `${name}.${field.name}`;
    if (node.kind !== "object") {
      this.#found.push(`type ${name}`);
      return;
    }
    const property = node.properties.find((candidate) => candidate.name === field.name);
    if (model.kind === "response" && field.name === "result") {
      if (!field.required || field.type !== `operations.${model.name}Body`) this.#found.push(`type ${path}`);
      return;
    }
    if (!property) {
      this.#found.push(`missing ${path}`);
      return;
    }
    if (property.required !== field.required) {
      this.#found.push(`${property.required ? "required" : "optional"} ${path}`);
    }
    if (!this.#hasType(field.type, property.node, `${owner}/${field.name}`)) this.#found.push(`type ${path}`);
  }

  #hasType(type: string, node: Node, owner: string): boolean {
    if (node.kind === "ref" && type !== `components.${componentName(node.target)}`) {
      const { definition, node: target } = this.#resolve(node.target);
      return this.#hasType(type, target, ownerOf(definition));
    }
    if (type.endsWith("[]")) {
      if (node.kind !== "array") return false;
      // A list that is a property lends its owner to its items, one that is a definition does not.
      return this.#hasType(type.slice(0, -2), node.items, owner.includes("/") ? owner : `${owner}/items`);
    }
    switch (type) {
      case "string":
        return node.kind === "string" && node.format !== "datetime" && !node.enum;
      case "Date":
        return node.kind === "string" && node.format === "datetime";
      case "number":
        return node.kind === "integer";
      case "boolean":
        return node.kind === "boolean";
      case "any":
        return node.kind === "unknown" || node.kind === "blob";
      default:
        return node.kind === "ref" || this.#models.get(type)?.owner === owner;
    }
  }

  #schemaOf(model: Model): { node: Node; owner: string } {
    if (model.kind === "response") return { node: { kind: "object", properties: [] }, owner: model.owner };
    if (model.kind !== "definition") return { node: model.node, owner: model.owner };
    return { node: nodeOf(model.definition), owner: model.owner };
  }

  #resolve(id: DefinitionId): { definition: Definition; node: Node } {
    const definition = this.#program.definitions.get(id);
    if (!definition) throw new Error(`no ${id}`);
    return { definition, node: nodeOf(definition) };
  }
}

function nodeOf(definition: Definition): Node {
  if (definition.kind === "type" || definition.kind === "record") return definition.node;
  throw new Error(`${definition.id} is a ${definition.kind}`);
}

function ownerOf({ id, nsid, name }: Definition): string {
  return name === "main" ? nsid : id;
}

function componentName(id: DefinitionId): string {
  const [nsid = "", name = ""] = id.split("#");
  return pascalNsid(nsid) + (name === "main" ? "" : pascalCase(name));
}

import { type Definition, type Node, nodesOf, type Program, pascalCase, pascalNsid } from "bluesky-lexgen";
import type { BodyModel, Model, Part, Scope, Step, ValueModel } from "./Model.ts";
import { SHORT_NAMES } from "./shortNames.ts";

const PARTS: { readonly [path: string]: { part: Part; suffix: string; key: string } } = {
  parameters: { part: "Params", suffix: "Request", key: "params" },
  "input.schema": { part: "Input", suffix: "RequestBody", key: "input" },
  "output.schema": { part: "Output", suffix: "ResponseBody", key: "output" },
  "message.schema": { part: "Message", suffix: "Message", key: "message" },
};

/**
 * Every name of the original SDK, and by the same rules the names of what came since: see `shortNames.ts` for those
 * that follow no rule.
 *
 * @throws {Error} where two things get the same name, or a short name's owner is gone
 */
export function planModels(program: Program): Model[] {
  const models = program.documents.flatMap(({ definitions }) => definitions.flatMap(modelsOf));
  const named = nameValues(models);
  const seen = new Set<string>();
  for (const { scope, name, owner } of named) {
    const key = `${scope}.${name}`;
    if (seen.has(key)) throw new Error(`${owner} would be a second ${key}: name one of them in shortNames.ts`);
    seen.add(key);
  }
  const owners = new Set(named.map(({ scope, owner, name }) => `${scope} ${owner} ${name}`));
  for (const scope of ["operations", "components"] as const) {
    for (const [name, owner] of Object.entries(SHORT_NAMES[scope])) {
      if (!owners.has(`${scope} ${owner} ${name}`)) throw new Error(`${owner}, which ${scope} calls ${name}, is gone`);
    }
  }
  return named.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function modelsOf(definition: Definition): Model[] {
  const { nsid, name, kind, description } = definition;
  const owner = name === "main" ? nsid : definition.id;
  if (kind === "type" || kind === "record") {
    const own = pascalNsid(nsid) + (name === "main" ? "" : pascalCase(name));
    const { node } = definition;
    const place = { scope: "components", nsid, definition, part: undefined } as const;
    const inner = valuesIn(node, { ...place, owner, steps: [], prefix: own });
    // A string with known values is an enum: its name also holds the values.
    if (node.kind === "string" && (node.enum || node.knownValues)) {
      return [
        { ...place, kind: "enum", name: own, owner, description: description ?? node.description, node, steps: [] },
      ];
    }
    // The original gave the name of a list of a union to the union.
    const named = inner.some((model) => SHORT_NAMES.components[own] === model.owner);
    const whole: Model = { scope: "components", kind: "definition", name: own, nsid, owner, description, definition };
    return named ? inner : [whole, ...inner];
  }
  return nodesOf(definition).flatMap(([path, node]) => {
    const found = PARTS[path];
    // A body that is a definition goes by that definition's name.
    if (!found) return [];
    const { part, suffix, key } = found;
    const paged = part === "Output" ? response(definition, node) : [];
    // A body that is a definition goes by that definition's name.
    if (node.kind === "ref") return paged;
    if (part === "Params" && node.kind === "object" && node.properties.length === 0) return [];
    const prefix = pascalNsid(nsid);
    const about = node.description ?? (part === "Params" ? undefined : description);
    const place = { scope: "operations", nsid, owner: `${owner}/${key}` } as const;
    const body: BodyModel = { ...place, kind: "body", name: prefix + suffix, description: about, part, node };
    // Where the original named an empty body a second time.
    const again = Object.entries(SHORT_NAMES.operations).filter(([, named]) => named === body.owner);
    const inner = valuesIn(node, { ...place, definition, part, steps: [], prefix });
    return [body, ...again.map(([name]) => ({ ...body, name })), ...paged, ...inner];
  });
}

function response(definition: Definition, node: Node): Model[] {
  if ((definition.kind !== "query" && definition.kind !== "procedure") || !definition.paging) return [];
  const { nsid, description } = definition;
  const name = `${pascalNsid(nsid)}Response`;
  return [{ scope: "operations", kind: "response", name, nsid, owner: `${nsid}/response`, description, node }];
}

interface Place {
  readonly scope: Scope;
  readonly nsid: string;
  readonly definition: Definition;
  readonly part: Part | undefined;
  readonly owner: string;
  readonly steps: readonly Step[];
  readonly prefix: string;
}

/** The enums and unions inside a schema, named after their property. */
function valuesIn(node: Node, place: Place): ValueModel[] {
  if (node.kind === "object") {
    return node.properties.flatMap(({ name, node: child, required, nullable }) =>
      valuesIn(child, {
        ...place,
        owner: `${place.owner}/${name}`,
        prefix: place.prefix + pascalCase(name),
        steps: [...place.steps, { property: name, certain: required && !nullable }],
      }),
    );
  }
  if (node.kind === "array") {
    // The item of a list that is a property goes by the property's name.
    const top = place.steps.length === 0;
    const owner = top ? `${place.owner}/items` : place.owner;
    const prefix = top ? `${place.prefix}Item` : place.prefix;
    return valuesIn(node.items, { ...place, owner, prefix, steps: [...place.steps, "item"] });
  }
  const isEnum = node.kind === "string" && (node.enum ?? node.knownValues) !== undefined;
  if (place.steps.length === 0 || !(isEnum || node.kind === "union")) return [];
  const { prefix, ...rest } = place;
  return [{ ...rest, kind: isEnum ? "enum" : "union", name: prefix, description: node.description, node }];
}

/** Gives those their short names that have one. An input and an output with the same property share the first's. */
function nameValues(models: readonly Model[]): Model[] {
  const short = new Map<string, string>();
  for (const scope of ["operations", "components"] as const) {
    for (const [name, owner] of Object.entries(SHORT_NAMES[scope])) short.set(`${scope} ${owner}`, name);
  }
  const taken = new Set<string>();
  return models.map((model) => {
    if (model.kind !== "enum" && model.kind !== "union") return model;
    const own = short.get(`${model.scope} ${model.owner}`);
    if (own !== undefined) return { ...model, name: own };
    const suffix = Object.values(PARTS).find(({ part }) => part === model.part)?.suffix;
    const nsid = pascalNsid(model.nsid);
    const free = !taken.has(model.name) || suffix === undefined;
    const name = free ? model.name : nsid + suffix + model.name.slice(nsid.length);
    taken.add(name);
    return { ...model, name };
  });
}

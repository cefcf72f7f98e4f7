import type { ArrayNode, Node, ObjectNode, StringNode, UnionNode } from "../ir/ir.ts";
import { typeNameOf } from "./names.ts";
import type { Runtime } from "./Runtime.ts";
import type { Scope } from "./Scope.ts";

/** The runtime's function for each string format. */
const FORMATS: { readonly [format: string]: string } = {
  "at-identifier": "atIdentifier",
  "at-uri": "atUri",
  cid: "cid",
  datetime: "datetime",
  did: "did",
  handle: "handle",
  language: "language",
  nsid: "nsid",
  "record-key": "recordKey",
  tid: "tid",
  uri: "uri",
};

/** What a property may be besides its type. */
interface Presence {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  /** Absent, unless the check is strict. */
  readonly lax?: boolean;
}

/**
 * Writes the check functions of one module. A definition is one straight-line function of a value and a context, with
 * one call for each property; unions, inline objects and items of arrays that need more than one call get functions of
 * their own, named `checkOwner_property`.
 */
export class CheckEmitter {
  readonly #scope: Scope;
  readonly #runtime: Runtime;
  readonly #typed: boolean;
  readonly #functions: string[] = [];
  readonly #unions = new Map<string, string>();
  readonly #names = new Set<string>();

  constructor(scope: Scope, runtime: Runtime, typed: boolean) {
    this.#scope = scope;
    this.#runtime = runtime;
    this.#typed = typed;
  }

  /** The functions written so far, in order. */
  functions(): readonly string[] {
    return this.#functions;
  }

  /** Writes a function for a schema and returns its name. */
  define(wanted: string, node: Node, exported: boolean): string {
    if (node.kind === "union") return this.#union(node, wanted, exported);
    const name = exported ? wanted : this.#unique(wanted);
    const slot = this.#functions.push("") - 1;
    const object = node.kind === "object";
    const body = object ? this.#object(node, name) : this.#statement(node, "value", name, {});
    this.#functions[slot] = this.#function(name, body, object, exported);
    return name;
  }

  /** The check of a body: that of the definition it refers to, or a new function. */
  reference(name: string, node: Node, exported: boolean): string {
    if (node.kind !== "ref") return this.define(name, node, exported);
    const check = this.#scope.check(node.target);
    if (!this.#scope.target(node.target).external) return check;
    // Read when it is called: reading a property when the module is loaded would keep bundlers from leaving it out.
    this.#functions.push(this.#function(name, `  ${check}(value, context);\n`, true, exported));
    return name;
  }

  /** A name for a function of this module: properties may be called `a-b`, and `a_b.c` is not `a.b_c`. */
  #unique(wanted: string): string {
    let name = wanted.replaceAll(/[^\w$]/g, "_");
    while (this.#names.has(name)) name += "_";
    this.#names.add(name);
    return name;
  }

  #function(name: string, body: string, object: boolean, exported: boolean): string {
    const variable = body.includes("property = ") ? `  let property${this.#typed ? ": unknown" : ""};\n` : "";
    const mark = exported ? "/** @internal */\nexport " : "";
    const parameters = this.#typed
      ? `value: ${object ? "{ [key: string]: unknown }" : "unknown"}, context: ${this.#runtime.type("Context")}): void`
      : "value, context)";
    return `${mark}function ${name}(${parameters} {\n${variable}${body}}\n`;
  }

  #call(name: string): string {
    return this.#runtime.value(name);
  }

  #object(node: ObjectNode, owner: string): string {
    const properties = node.properties.map((property) => {
      const simple = /^[a-zA-Z_$][\w$]*$/.test(property.name);
      const read = simple ? `value.${property.name}` : `value[${JSON.stringify(property.name)}]`;
      // A missing value that has a default is as good as the default, but not in what we send.
      const lax = property.required && hasDefault(property.node);
      const presence = { optional: !property.required, nullable: property.nullable, lax };
      return this.#statement(property.node, read, `${owner}_${property.name}`, presence);
    });
    return properties.join("");
  }

  /** The statements that check one value. One that is absent, or null where it may be, does not reach the runtime. */
  #statement(node: Node, read: string, owner: string, { optional, nullable, lax }: Presence): string {
    const plan = this.#plan(node, owner);
    const held = optional || nullable || lax || plan.length > 1;
    const value = held ? "property" : read;
    const calls = plan.map((call, index) => {
      const text = "check" in call ? `${call.check}(${value}, context);` : this.#runtimeCall(call, value);
      // What is wrong with the type is said once: by the first call.
      return index > 0 ? `if (typeof property === "string") ${text}` : text;
    });
    if (!held) return `  ${calls.join("")}\n`;
    const tests = [
      optional && nullable
        ? "property != null"
        : optional
          ? "property !== undefined"
          : nullable
            ? "property !== null"
            : "",
      lax ? "(property !== undefined || context.strict)" : "",
    ].filter(Boolean);
    if (tests.length === 0) return `  property = ${read};\n  ${calls.join("\n  ")}\n`;
    const test = tests.join(" && ").replace("property ", `(property = ${read}) `);
    const all = calls.length > 1 ? `{\n    ${calls.join("\n    ")}\n  }` : calls.join("");
    return `  if (${test}) ${all}\n`;
  }

  #runtimeCall({ name, before = [], after = [] }: RuntimeCall, value: string): string {
    return `${this.#call(name)}(${["context", value, ...before, ...trimmed(after)].join(", ")});`;
  }

  /** The calls that check a value. */
  #plan(node: Node, owner: string): readonly Call[] {
    switch (node.kind) {
      case "string":
        return this.#stringPlan(node);
      case "integer":
      case "boolean": {
        const allowed = node.const === undefined ? ("enum" in node ? node.enum : undefined) : [node.const];
        if (allowed) return [{ name: "oneOf", before: [JSON.stringify(allowed)] }];
        return [
          node.kind === "integer" ? { name: "integer", after: [node.minimum, node.maximum] } : { name: "boolean" },
        ];
      }
      case "unknown":
        return [{ name: "anyObject" }];
      case "token":
        return [{ name: "string" }];
      case "cid-link":
        return [{ name: "cidLink" }];
      case "bytes":
        return [{ name: "bytes", after: [node.maxLength, node.minLength] }];
      case "blob":
        return [{ name: "blob", after: [node.accept && JSON.stringify(node.accept), node.maxSize] }];
      case "array": {
        const name = this.isObject(node.items) ? "objects" : "array";
        return [{ name, before: [this.#item(node, owner)], after: [node.maxLength, node.minLength] }];
      }
      case "ref": {
        const check = this.#scope.check(node.target);
        return [this.isObject(node) ? { name: "object", before: [check] } : { check }];
      }
      case "union":
        return [{ name: "object", before: [this.#union(node, owner)] }];
      case "object":
        return [{ name: "object", before: [this.define(owner, node, false)] }];
    }
  }

  #stringPlan(node: StringNode): readonly Call[] {
    const allowed = node.const === undefined ? node.enum : [node.const];
    if (allowed) return [{ name: "oneOf", before: [JSON.stringify(allowed)] }];
    const calls: RuntimeCall[] = [];
    const limits = [node.maxLength, node.maxGraphemes, node.minLength, node.minGraphemes];
    if (trimmed(limits).length > 0) calls.push({ name: "text", after: limits });
    const format = node.format === undefined ? undefined : FORMATS[node.format];
    if (format) calls.push({ name: format });
    if (calls.length === 0) return [{ name: "string" }];
    return calls;
  }

  /** Whether a schema is for objects, whose checks are only called with one. */
  isObject(node: Node): boolean {
    if (node.kind === "object" || node.kind === "union") return true;
    if (node.kind !== "ref") return false;
    const { definition } = this.#scope.target(node.target);
    return definition.kind === "record" || (definition.kind === "type" && this.isObject(definition.node));
  }

  #item({ items }: ArrayNode, owner: string): string {
    if (items.kind === "ref") return this.#scope.check(items.target);
    if (items.kind === "union") return this.#union(items, `${owner}_item`);
    if (items.kind === "unknown") return this.#call("objectItem");
    if (isPlain(items) && (items.kind === "string" || items.kind === "integer" || items.kind === "boolean")) {
      return this.#call(`${items.kind}Item`);
    }
    return this.define(`${owner}_item`, items, false);
  }

  #union(node: UnionNode, wanted: string, exported = false): string {
    const signature = JSON.stringify([node.targets, node.closed]);
    const known = this.#unions.get(signature);
    const name = exported ? wanted : (known ?? this.#unique(wanted));
    if (known && exported) this.#functions.push(this.#function(name, `  ${known}(value, context);\n`, true, true));
    if (known) return name;
    this.#unions.set(signature, name);
    const slot = this.#functions.push("") - 1;
    // Not a switch: comparing one after the other is what that does, and takes more room.
    const cases = node.targets.map((target) => {
      return `type === ${JSON.stringify(typeNameOf(target))}\n    ? ${this.#scope.check(target)}(value, context)\n    : `;
    });
    const names = node.targets.map((target) => JSON.stringify(typeNameOf(target)));
    const otherwise = node.closed
      ? `${this.#call("noVariant")}(${["value", "context", ...names].join(", ")});`
      : `${this.#call("unknownVariant")}(value, context);`;
    const body = cases.length ? `  const type = value.$type;\n  ${cases.join("")}${otherwise}\n` : `  ${otherwise}\n`;
    this.#functions[slot] = this.#function(name, body, true, exported);
    return name;
  }
}

/** A call of a check of what is no object, or of the runtime. */
type Call = { readonly check: string } | RuntimeCall;

/** A call of the runtime: its arguments after the value, and those that may be missing at its end. */
interface RuntimeCall {
  readonly name: string;
  readonly before?: readonly string[];
  readonly after?: readonly (string | number | undefined)[];
}

/** The arguments of a call without those missing at its end. */
function trimmed(list: readonly (string | number | undefined)[]): string[] {
  let length = list.length;
  while (length > 0 && list[length - 1] === undefined) length--;
  return list.slice(0, length).map(String);
}

function hasDefault(node: Node): boolean {
  return "default" in node && node.default !== undefined;
}

/** Whether a schema says nothing but its type. */
function isPlain(node: Node): boolean {
  return Object.entries(node).every(
    ([key, value]) => key === "kind" || key === "description" || key === "knownValues" || value === undefined,
  );
}

import type { ArrayNode, Node, ObjectNode, UnionNode } from "../ir/ir.ts";
import type { BlobForm } from "./emitType.ts";
import { isInherited } from "./isInherited.ts";
import { literal, propertyRead, stringLiteral } from "./literal.ts";
import { typeNameOf } from "./names.ts";
import type { Runtime } from "./Runtime.ts";
import { integerCalls, oneOf, type RuntimeCall, stringCalls, withoutMissing } from "./runtimeCalls.ts";
import type { Scope } from "./Scope.ts";

/** What a property may be besides its type. */
interface Presence {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  /** Absent, unless the check is strict. */
  readonly lax?: boolean;
}

/** A function under construction. */
interface FunctionOptions {
  readonly name: string;
  readonly body: string;
  /** What it is called with: an object whose properties it reads, or anything. */
  readonly takes: "object" | "anything";
  readonly exported: boolean;
  /** Whether its body holds a value in a variable. */
  readonly holds?: boolean | undefined;
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
  readonly #names: Set<string>;
  /** Which blobs there may be in what is being written. */
  #blobs: BlobForm = "any";

  /** `taken` are names of the module that no function may get. */
  constructor(scope: Scope, runtime: Runtime, typed: boolean, taken: Iterable<string> = []) {
    this.#scope = scope;
    this.#runtime = runtime;
    this.#typed = typed;
    this.#names = new Set(taken);
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
    const { text, holds } =
      node.kind === "object" ? this.#object(node, name) : this.#statement(node, "value", name, {});
    const takes = node.kind === "object" ? "object" : "anything";
    this.#functions[slot] = this.#function({ name, body: text, takes, exported, holds });
    return name;
  }

  /** The check of a body: that of the definition it refers to, or a new function. */
  reference(name: string, node: Node, exported: boolean, blobs: BlobForm = "any"): string {
    if (node.kind !== "ref") {
      this.#blobs = blobs;
      const defined = this.define(name, node, exported);
      this.#blobs = "any";
      return defined;
    }
    const check = this.#scope.check(node.target);
    if (!this.#scope.target(node.target).external) return check;
    // Read when it is called: reading a property when the module is loaded would keep bundlers from leaving it out.
    this.#functions.push(this.#function({ name, body: `  ${check}(value, context);\n`, takes: "object", exported }));
    return name;
  }

  /** A name for a function of this module: properties may be called `a-b`, and `a_b.c` is not `a.b_c`. */
  #unique(wanted: string): string {
    let name = wanted.replaceAll(/[^\w$]/g, "_");
    while (this.#names.has(name)) name += "_";
    this.#names.add(name);
    return name;
  }

  #function({ name, body, takes, exported, holds }: FunctionOptions): string {
    const variable = holds ? `  let property${this.#typed ? ": unknown" : ""};\n` : "";
    const mark = exported ? "/** @internal */\nexport " : "";
    // An object without properties needs no look. What calls its check still gives it both.
    const [value, context] = body ? ["value", "context"] : ["_value", "_context"];
    const type = takes === "object" ? "{ [key: string]: unknown }" : "unknown";
    const parameters = this.#typed
      ? `(${value}: ${type}, ${context}: ${this.#runtime.type("Context")}): void`
      : `(${body && "value, context"})`;
    return `${mark}function ${name}${parameters} {\n${variable}${body}}\n`;
  }

  #call(name: string): string {
    return this.#runtime.value(name);
  }

  #object(node: ObjectNode, owner: string): Statement {
    const statements = node.properties.map(({ name, node: property, required, nullable }) => {
      // A missing value that has a default is as good as the default, but not in what we send.
      const lax = required && hasDefault(property);
      return this.#statement(property, this.#read(name), `${owner}_${name}`, { optional: !required, nullable, lax });
    });
    return { text: statements.map(({ text }) => text).join(""), holds: statements.some(({ holds }) => holds) };
  }

  #read(name: string): string {
    if (isInherited(name)) return `${this.#call("own")}(value, ${stringLiteral(name)})`;
    return propertyRead("value", name, this.#typed);
  }

  /** The statements that check one value. One that is absent, or null where it may be, does not reach the runtime. */
  #statement(node: Node, read: string, owner: string, { optional, nullable, lax }: Presence): Statement {
    const plan = this.#plan(node, owner);
    const holds = Boolean(optional || nullable || lax || plan.length > 1);
    const value = holds ? "property" : read;
    const calls = plan.map((call, index) => {
      const text = "check" in call ? `${call.check}(${value}, context);` : this.#runtimeCall(call, value);
      // What is wrong with the type is said once: by the first call.
      const type = node.kind === "integer" ? "number" : "string";
      return index > 0 ? `if (typeof property === "${type}") ${text}` : text;
    });
    if (!holds) return { text: `  ${calls.join("")}\n`, holds };
    const held = `(property = ${read})`;
    const present = optional && nullable ? " != null" : optional ? " !== undefined" : nullable ? " !== null" : "";
    const rest = "(property !== undefined || context.strict)";
    const test =
      present && lax
        ? `${held}${present} && ${rest}`
        : present
          ? held + present
          : lax
            ? `(${held} !== undefined || context.strict)`
            : "";
    if (!test) return { text: `  property = ${read};\n  ${calls.join("\n  ")}\n`, holds };
    const all = calls.length > 1 ? `{\n    ${calls.join("\n    ")}\n  }` : calls.join("");
    return { text: `  if (${test}) ${all}\n`, holds };
  }

  #runtimeCall({ name, before = [], after = [] }: RuntimeCall, value: string): string {
    return `${this.#call(name)}(${["context", value, ...before, ...withoutMissing(after)].join(", ")});`;
  }

  /** The calls that check a value. */
  #plan(node: Node, owner: string): readonly Call[] {
    switch (node.kind) {
      case "string":
        return stringCalls(node);
      case "integer":
        return integerCalls(node);
      case "boolean":
        return node.const === undefined ? [{ name: "boolean" }] : [oneOf([node.const])];
      case "unknown":
        return [{ name: "anyObject" }];
      case "token":
        return [{ name: "string" }];
      case "cid-link":
        return [{ name: "cidLink" }];
      case "bytes":
        return [{ name: "bytes", after: [node.maxLength, node.minLength] }];
      case "blob":
        return [
          {
            name: this.#blobs === "new" ? "blobRef" : "blob",
            after: [node.accept && literal(node.accept), node.maxSize],
          },
        ];
      case "array": {
        const name = this.isObject(node.items) ? "objects" : "array";
        return [{ name, before: [this.#item(node, owner)], after: [node.maxLength, node.minLength] }];
      }
      case "ref": {
        const token = this.#token(node);
        if (token !== undefined) return [oneOf([token])];
        const check = this.#scope.check(node.target);
        return [this.isObject(node) ? { name: "object", before: [check] } : { check }];
      }
      case "union":
        return [{ name: "object", before: [this.#union(node, owner)] }];
      case "object":
        return [{ name: "object", before: [this.define(owner, node, false)] }];
    }
  }

  /** The name of a token, where a schema refers to one: its only value. */
  #token(node: Node): string | undefined {
    if (node.kind !== "ref") return undefined;
    const { definition } = this.#scope.target(node.target);
    return definition.kind === "type" && definition.node.kind === "token" ? typeNameOf(node.target) : undefined;
  }

  /** Whether a schema is for objects, whose checks are only called with one. */
  isObject(node: Node): boolean {
    if (node.kind === "object" || node.kind === "union") return true;
    if (node.kind !== "ref") return false;
    const { definition } = this.#scope.target(node.target);
    return definition.kind === "record" || (definition.kind === "type" && this.isObject(definition.node));
  }

  #item({ items }: ArrayNode, owner: string): string {
    if (items.kind === "ref" && this.#token(items) === undefined) return this.#scope.check(items.target);
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
    const whole = (body: string): string => this.#function({ name, body, takes: "object", exported });
    if (known && exported) this.#functions.push(whole(`  ${known}(value, context);\n`));
    if (known) return name;
    this.#unions.set(signature, name);
    const slot = this.#functions.push("") - 1;
    const names = node.targets.map((target) => stringLiteral(typeNameOf(target)));
    // Not a switch: comparing one after the other is what that does, and takes more room.
    const cases = node.targets.map((target, index) => {
      return `type === ${names[index]}\n    ? ${this.#scope.check(target)}(value, context)\n    : `;
    });
    const otherwise = node.closed
      ? `${this.#call("noVariant")}(${["value", "context", ...names].join(", ")});`
      : `${this.#call("unknownVariant")}(value, context);`;
    const type = propertyRead("value", "$type", this.#typed);
    const body = cases.length ? `  const type = ${type};\n  ${cases.join("")}${otherwise}\n` : `  ${otherwise}\n`;
    this.#functions[slot] = whole(body);
    return name;
  }
}

/** What checks one value, and whether it holds it in a variable. */
interface Statement {
  readonly text: string;
  readonly holds: boolean;
}

/** A call of a check of what is no object, or of the runtime. */
type Call = { readonly check: string } | RuntimeCall;

function hasDefault(node: Node): boolean {
  return "default" in node && node.default !== undefined;
}

/** Whether a schema says nothing but its type. */
function isPlain(node: Node): boolean {
  return Object.entries(node).every(
    ([key, value]) => key === "kind" || key === "description" || key === "knownValues" || value === undefined,
  );
}

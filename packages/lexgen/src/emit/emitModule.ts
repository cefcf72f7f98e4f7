import type {
  Definition,
  Document,
  Node,
  ObjectNode,
  OperationDefinition,
  RecordDefinition,
  SubscriptionDefinition,
  TypeDefinition,
} from "../ir/ir.ts";
import type { Program } from "../ir/Program.ts";
import { docComment } from "./docComment.ts";
import { CheckEmitter } from "./emitCheck.ts";
import { type BlobForm, emitObjectType, emitType, type TypeOptions } from "./emitType.ts";
import { literal, stringLiteral } from "./literal.ts";
import { exportNames, namesOfModule, typeNameOf } from "./names.ts";
import { Runtime } from "./Runtime.ts";
import { Scope } from "./Scope.ts";

/** What is written: TypeScript, or JavaScript and its declarations apart. */
export type Format = "ts" | "js" | "d.ts";

export interface ModuleOptions {
  readonly format: Format;
  readonly banner: string;
  /** The specifier of the SDK's runtime, for a module. */
  readonly runtime: string;
  /** The specifier of another document's module. */
  readonly document: (nsid: string) => string;
  /** The runtime's value that says which service operations are meant for. */
  readonly via?: string | undefined;
}

/** Writes the module of one document. */
export function emitModule(document: Document, program: Program, options: ModuleOptions): string {
  return new ModuleEmitter(document, program, options).emit();
}

class ModuleEmitter {
  readonly #document: Document;
  readonly #program: Program;
  readonly #options: ModuleOptions;
  readonly #scope: Scope;
  readonly #runtime: Runtime;
  readonly #checks: CheckEmitter;
  readonly #types: boolean;
  readonly #values: boolean;

  constructor(document: Document, program: Program, options: ModuleOptions) {
    this.#document = document;
    this.#program = program;
    this.#options = options;
    this.#types = options.format !== "js";
    this.#values = options.format !== "d.ts";
    this.#scope = new Scope(document, program);
    this.#runtime = new Runtime(exportNames(document).values());
    const typed = this.#types && this.#values;
    this.#checks = new CheckEmitter(this.#scope, this.#runtime, typed, namesOfModule(document));
  }

  emit(): string {
    const exports = this.#document.definitions.map((definition) => this.#definition(definition));
    const functions = this.#values ? this.#checks.functions() : [];
    const about = docComment("", this.#document.description);
    return [this.#options.banner, about, this.#imports(), ...exports, ...functions].filter(Boolean).join("\n");
  }

  #definition(definition: Definition): string {
    switch (definition.kind) {
      case "type":
        return this.#type(definition);
      case "record":
        return this.#record(definition);
      case "subscription":
        return this.#subscription(definition);
      case "permission-set":
        return this.#constant(definition, this.#runtimeType("PermissionSet"), "permissionSet", [
          literal(definition.body),
        ]);
      default:
        return this.#operation(definition);
    }
  }

  #type(definition: TypeDefinition): string {
    const { node } = definition;
    const name = this.#scope.type(definition.id);
    const type = typeNameOf(definition.id);
    if (node.kind === "token") {
      return `${this.#alias(definition, stringLiteral(type))}${this.#constant(definition, `${this.#runtimeType("TokenSchema")}<${name}>`, "tokenSchema", [])}`;
    }
    const check = this.#checks.define(`check${name}`, node, true);
    const maker = node.kind === "object" ? "schema" : "valueSchema";
    return `${this.#alias(definition)}${this.#constant(definition, `${this.#runtimeType("Schema")}<${name}>`, maker, [check])}`;
  }

  #record(definition: RecordDefinition): string {
    const name = this.#scope.type(definition.id);
    const check = this.#checks.define(`check${name}`, definition.node, true);
    const schema = this.#constant(definition, `${this.#runtimeType("RecordSchema")}<${name}>`, "recordSchema", [
      check,
      stringLiteral(definition.key),
      ...(isDated(definition.node) ? ["true"] : []),
    ]);
    return `${this.#alias(definition)}${schema}`;
  }

  /** The type of a definition: an interface of an object, an alias of anything else. */
  #alias(definition: TypeDefinition | RecordDefinition, text?: string): string {
    if (!this.#types) return "";
    const { node } = definition;
    const doc = docComment("", definition.description ?? node.description, node);
    const name = this.#scope.type(definition.id);
    if (node.kind === "object") {
      const type = typeNameOf(definition.id);
      return `${doc}export interface ${name} ${emitObjectType(node, { ...this.#in(""), type })}\n`;
    }
    return `${doc}export type ${name} = ${text ?? emitType(node, this.#in(""))};\n`;
  }

  /** An exported constant that the runtime's maker makes of the id and what more it takes. */
  #constant(definition: Definition, type: string, maker: string, more: readonly string[]): string {
    const name = this.#scope.type(definition.id);
    const doc = docComment("", definition.description);
    const annotation = this.#types ? `: ${type}` : "";
    if (!this.#values) return `${doc}export declare const ${name}${annotation};\n`;
    const list = [stringLiteral(typeNameOf(definition.id)), ...more].join(", ");
    return `${doc}export const ${name}${annotation} = /*#__PURE__*/ ${this.#runtime.value(maker)}(${list});\n`;
  }

  #operation(definition: OperationDefinition): string {
    const { kind, input, output, parameters, paging } = definition;
    const name = this.#scope.type(definition.id);
    const members: string[] = [];
    // A query without parameters takes none, and any that a later version of its lexicon may have.
    const none = kind === "query" && !parameters && this.#values ? this.#runtime.value("noParams") : undefined;
    const params = parameters ? this.#checks.define("checkParams", parameters, true) : none;
    if (parameters || kind === "query") members.push(this.#parameters(parameters));
    // What a server takes and makes has blobs of today. What it reads for us, and what is in records, may have older ones.
    const blobs = kind === "procedure" ? "new" : "any";
    const inputCheck = kind === "procedure" ? this.#body("Input", input, members, blobs) : undefined;
    const outputCheck = this.#body("Output", output, members, blobs);
    let argument = kind === "query" ? `${name}.Params` : `${name}.Input`;
    if (kind === "procedure" && parameters) {
      members.push("  interface Argument {\n    params: Params;\n    input: Input;\n  }\n");
      argument = `${name}.Argument`;
    }
    members.push(errorNames(definition.errors));
    const types = [argument, `${name}.Output`, `${name}.ErrorName`].join(", ");
    const plain = kind === "query" ? "Query" : "Procedure";
    const paged = paging ? this.#runtimeType(`Paged${plain}`) : "";
    let type: string;
    if (paging?.items !== undefined) {
      members.push(`  type Item = ${this.#item(definition, paging.items)};\n`);
      type = `${paged}<${types}, ${name}.Item>`;
    } else {
      type = `${this.#runtimeType(plain)}<${types}>`;
      if (paging) type += ` & { readonly pages: ${paged}<${types}, never>["pages"] }`;
    }
    const maker = paging ? `paged${plain}` : kind;
    const head = kind === "query" ? [params, outputCheck] : [inputCheck, outputCheck, params];
    if (paging) {
      if (kind === "procedure" && params === undefined) head.pop();
      head.push(stringLiteral(paging.items ?? ""));
    }
    if (this.#options.via && this.#values) head[3] = this.#runtime.value(this.#options.via);
    while (head.length && head.at(-1) === undefined) head.pop();
    const more = [...head].map((text) => text ?? "undefined");
    const value = this.#constant(definition, type, maker, more);
    return value + this.#namespace(name, members);
  }

  #parameters(parameters: Node | undefined): string {
    if (parameters?.kind !== "object") return "  type Params = { readonly [key: string]: never };\n";
    const text = emitObjectType(parameters, this.#in("  "));
    return parameters.properties.length ? `  interface Params ${text}\n` : `  type Params = ${text};\n`;
  }

  /** Adds the type of a body to the members, and returns the expression of its check or its codec. */
  #body(
    name: "Input" | "Output",
    body: OperationDefinition["input"],
    members: string[],
    blobs: BlobForm,
  ): string | undefined {
    if (!body) {
      members.push(`  type ${name} = ${name === "Input" ? "undefined" : "void"};\n`);
      return undefined;
    }
    const doc = docComment("  ", body.description ?? body.schema?.description);
    if (!body.schema) {
      const lines = body.encoding === "application/jsonl";
      const binary = name === "Input" ? "BinaryInput" : lines ? "LinesOutput" : "BinaryOutput";
      members.push(`${doc}  type ${name} = ${this.#types ? this.#runtime.type(binary) : ""};\n`);
      const codec = name === "Input" ? "encodeBinary" : lines ? "decodeLines" : "decodeBinary";
      return `/*#__PURE__*/ ${this.#runtime.value(codec)}(${stringLiteral(body.encoding)})`;
    }
    if (this.#types) {
      const { schema } = body;
      const options = this.#in("  ", blobs);
      members.push(
        schema.kind === "object" && schema.properties.length
          ? `${doc}  interface ${name} ${emitObjectType(schema, { ...options, written: name === "Input" })}\n`
          : `${doc}  type ${name} = ${emitType(schema, options)};\n`,
      );
    }
    // Exported, so that the schema of a body can be had without the operation.
    return this.#checks.reference(`check${name}`, body.schema, true, blobs);
  }

  #item(definition: OperationDefinition, items: string): string {
    if (!this.#types) return "";
    let output = definition.output?.schema;
    if (output?.kind === "ref") {
      const target = this.#program.definitions.get(output.target);
      output = target?.kind === "type" ? target.node : undefined;
    }
    const found = output?.kind === "object" ? output.properties.find(({ name }) => name === items) : undefined;
    // A list that may be missing, or that is a definition of its own, is best named through the output.
    // `& {}` takes undefined and null away, as the global type `NonNullable` does, whose name a definition may have.
    if (found?.node.kind !== "array") return `(Output[${stringLiteral(items)}] & {})[number]`;
    return emitType(found.node.items, this.#in("  ", definition.kind === "procedure" ? "new" : "any"));
  }

  #subscription(definition: SubscriptionDefinition): string {
    const name = this.#scope.type(definition.id);
    const { parameters, message } = definition;
    const params = parameters && this.#checks.define("checkParams", parameters, true);
    const check = message && this.#checks.reference("checkMessage", message, true);
    const members = [
      this.#parameters(parameters),
      `  type Message = ${this.#types && message ? emitType(message, this.#in("  ")) : "unknown"};\n`,
      errorNames(definition.errors),
    ];
    const type = `${this.#runtimeType("Subscription")}<${name}.Params, ${name}.Message, ${name}.ErrorName>`;
    const value = this.#constant(definition, type, "subscription", [params ?? "undefined", check ?? "undefined"]);
    return value + this.#namespace(name, members);
  }

  /** A type of the runtime, where types are written. */
  #runtimeType(name: string): string {
    return this.#types ? this.#runtime.type(name) : "";
  }

  #in(indent: string, blobs: BlobForm = "any"): TypeOptions {
    return { scope: this.#scope, runtime: this.#runtime, indent, blobs };
  }

  #namespace(name: string, members: readonly string[]): string {
    return this.#types ? `\nexport declare namespace ${name} {\n${members.join("")}}\n` : "";
  }

  #imports(): string {
    const lines: string[] = [];
    const add = (from: string, types: readonly string[], values: readonly string[]): void => {
      const wantedValues = this.#values ? values : [];
      // A schema's value brings the type of its name along.
      const wantedTypes = this.#types ? types.filter((name) => !wantedValues.includes(name)) : [];
      const onlyTypes = wantedValues.length === 0;
      const names = onlyTypes ? wantedTypes : [...wantedTypes.map((name) => `type ${name}`), ...wantedValues];
      if (names.length === 0) return;
      lines.push(`import ${onlyTypes ? "type " : ""}{ ${names.join(", ")} } from ${stringLiteral(from)};\n`);
    };
    const { types, values } = this.#runtime.imports();
    add(this.#options.runtime, types, values);
    for (const { from, types, values } of this.#scope.imports()) add(this.#options.document(from), types, values);
    return lines.join("");
  }
}

/** Whether records of a kind say when they were made: `createdAt`, which the SDK fills in. */
function isDated({ properties }: ObjectNode): boolean {
  const createdAt = properties.find(({ name }) => name === "createdAt");
  return createdAt?.required === true && createdAt.node.kind === "string" && createdAt.node.format === "datetime";
}

function errorNames(errors: readonly { name: string }[]): string {
  const names = errors.map(({ name }) => stringLiteral(name));
  return `  type ErrorName = ${names.length ? names.join(" | ") : "never"};\n`;
}

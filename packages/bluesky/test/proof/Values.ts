import type { Definition, DefinitionId, Node, ObjectNode, Program } from "bluesky-lexgen";
import fc from "fast-check";
import { fitText } from "./fitText.ts";
import { cidNumber } from "./formatEdges.ts";
import type { FormatStrings } from "./formatStrings.ts";

type StringNode = Extract<Node, { kind: "string" }>;
type BlobNode = Extract<Node, { kind: "blob" }>;
type BytesNode = Extract<Node, { kind: "bytes" }>;
type UnionNode = Extract<Node, { kind: "union" }>;

/** Lists longer than this are left to the mutations. */
const LONGEST_LIST = 3;
/** About how many values in one value: the nesting of big definitions is cut down to it. */
const SIZE = 40;
const DEEPEST = 4;

export interface ValuesOptions {
  readonly program: Program;
  readonly formats: ReadonlyMap<string, FormatStrings>;
  readonly seed: number;
  /** Every optional property is there, of the schema itself; what it refers to is as small as can be. */
  readonly full?: boolean | undefined;
}

/** Makes arbitraries of valid values from the lexicons themselves. They are made once for each definition and depth. */
export class Values {
  readonly #options: ValuesOptions;
  readonly #definitions = new Map<string, fc.Arbitrary<unknown>>();
  readonly #texts = new Map<string, fc.Arbitrary<string>>();
  readonly #heights = new Map<DefinitionId, number>();
  readonly #sizes = new Map<string, number>();

  constructor(options: ValuesOptions) {
    this.#options = options;
    this.#measure();
  }

  /** Valid values of a schema. `type` is its `$type`, which a value of its own may have. */
  of(node: Node, definition?: Definition): fc.Arbitrary<unknown> {
    let depth = this.#options.full ? 1 : DEEPEST;
    while (!this.#options.full && depth > 0 && this.#size(node, depth) > SIZE) depth--;
    return this.#node(node, depth, definition && typeName(definition.id));
  }

  /** The smallest valid values of a schema. */
  least(node: Node): fc.Arbitrary<unknown> {
    return this.#node(node, 0);
  }

  #node(node: Node, depth: number, type?: string): fc.Arbitrary<unknown> {
    switch (node.kind) {
      case "string":
        return this.#string(node);
      case "integer":
        return integer(node);
      case "boolean":
        return node.const === undefined ? fc.boolean() : fc.constant(node.const);
      case "bytes":
        return bytes(node);
      case "cid-link":
        return this.#cid().map(($link) => ({ $link }));
      case "blob":
        return this.#blob(node);
      case "unknown":
        return unknown;
      case "token":
        return fc.constant(type);
      case "array": {
        const minLength = node.minLength ?? 0;
        const most = Math.min(node.maxLength ?? LONGEST_LIST, Math.max(minLength, LONGEST_LIST));
        const leaf = depth > 0 || !nests(node.items);
        return fc.array(this.#node(node.items, depth), { minLength, maxLength: leaf ? most : minLength });
      }
      case "ref":
        return this.#definition(node.target, depth - 1);
      case "union":
        return this.#union(node, depth);
      case "object":
        return this.#object(node, depth, type);
    }
  }

  #definition(id: DefinitionId, depth: number, tagged = false): fc.Arbitrary<unknown> {
    const key = `${id} ${depth} ${tagged}`;
    const known = this.#definitions.get(key);
    if (known) return known;
    const node = this.#nodeOf(id);
    const type = typeName(id);
    const made = tagged
      ? this.#node(node, depth).map((value) => ({ ...(value as object), $type: type })) // a variant is an object
      : this.#node(node, depth, type);
    this.#definitions.set(key, made);
    return made;
  }

  #object(node: ObjectNode, depth: number, type: string | undefined): fc.Arbitrary<unknown> {
    const members: { [key: string]: fc.Arbitrary<unknown> } = {};
    const required: string[] = [];
    const full = this.#options.full && depth > 0;
    for (const { name, node: child, required: needed, nullable } of node.properties) {
      if (!needed && depth <= 0 && (nests(child) || this.#options.full)) continue;
      const value = this.#node(child, depth);
      members[name] = nullable ? fc.option(value, { nil: null, freq: 4 }) : value;
      if (needed || full) required.push(name);
    }
    if (type !== undefined) members.$type = fc.constant(type);
    if (!this.#options.full) members.unknownProperty = unknownProperty;
    return fc.record(members, { requiredKeys: required, noNullPrototype: true });
  }

  #union(node: UnionNode, depth: number): fc.Arbitrary<unknown> {
    const variants = [...node.targets].sort((a, b) => this.#height(a) - this.#height(b));
    const chosen = depth > 0 ? variants : variants.slice(0, 1);
    const arbitraries = chosen.map((id) => this.#definition(id, depth - 1, true));
    return node.closed ? fc.oneof(...arbitraries) : fc.oneof(...arbitraries, unknownVariant);
  }

  #string(node: StringNode): fc.Arbitrary<string> {
    if (node.const !== undefined) return fc.constant(node.const);
    if (node.enum) return fc.constantFrom(...node.enum);
    const { format, minLength, maxLength, minGraphemes, maxGraphemes, knownValues } = node;
    const key = JSON.stringify([format, minLength, maxLength, minGraphemes, maxGraphemes]);
    let texts = this.#texts.get(key);
    if (!texts) {
      const strings = format === undefined ? undefined : this.#options.formats.get(format)?.valid;
      const list = strings ?? fc.sample(text(node), { seed: this.#options.seed, numRuns: 60 });
      // The simplest first: that is what failures shrink to.
      const simplest = format === undefined ? [fitText("", node)] : [];
      texts = fc.constantFrom(...simplest, ...list.filter((value) => fitText(value, node) === value));
      this.#texts.set(key, texts);
    }
    return knownValues?.length ? fc.oneof(fc.constantFrom(...knownValues), texts) : texts;
  }

  #cid(): fc.Arbitrary<string> {
    return fc.constantFrom(...(this.#options.formats.get("cid")?.valid ?? []));
  }

  #blob({ accept = ["*/*"], maxSize = Number.MAX_SAFE_INTEGER }: BlobNode): fc.Arbitrary<unknown> {
    return fc
      .tuple(fc.nat(255), fc.constantFrom(...accept), fc.oneof(fc.nat(Math.min(maxSize, 1000)), fc.constant(maxSize)))
      .map(([index, type, size]) => ({
        $type: "blob",
        ref: { $link: cidNumber(index) },
        mimeType: type.replace("*/*", "text/plain").replace("/*", "/png"),
        size,
      }));
  }

  #nodeOf(id: DefinitionId): Node {
    const definition = this.#options.program.definitions.get(id);
    if (definition?.kind === "type" || definition?.kind === "record") return definition.node;
    throw new Error(`${id} has no schema`);
  }

  #height(id: DefinitionId): number {
    return this.#heights.get(id) ?? Number.POSITIVE_INFINITY;
  }

  /** How deep the least value of each definition is: what ends the nesting of unions whose variants hold them again. */
  #measure(): void {
    const least = (node: Node): number => {
      if (node.kind === "ref") return 1 + this.#height(node.target);
      if (node.kind === "union") return node.closed ? 1 + Math.min(...node.targets.map((id) => this.#height(id))) : 1;
      if (node.kind === "array") return node.minLength ? least(node.items) : 0;
      if (node.kind !== "object") return 0;
      return Math.max(0, ...node.properties.filter(({ required }) => required).map((property) => least(property.node)));
    };
    for (let changed = true; changed; ) {
      changed = false;
      for (const definition of this.#options.program.definitions.values()) {
        if (definition.kind !== "type" && definition.kind !== "record") continue;
        const height = least(definition.node);
        if (height < this.#height(definition.id)) {
          this.#heights.set(definition.id, height);
          changed = true;
        }
      }
    }
  }

  /** About how many values a value of this schema holds at a depth. */
  #size(node: Node, depth: number): number {
    const many = (nodes: readonly number[]): number => nodes.reduce((sum, size) => sum + size, 0);
    switch (node.kind) {
      case "ref": {
        const key = `${node.target} ${depth}`;
        const known = this.#sizes.get(key);
        if (known !== undefined) return known;
        this.#sizes.set(key, 1);
        const size = this.#size(this.#nodeOf(node.target), depth - 1);
        this.#sizes.set(key, size);
        return size;
      }
      case "union": {
        if (depth <= 0) return 3;
        const sizes = node.targets.map((target) => this.#size({ kind: "ref", target }, depth));
        return many(sizes) / Math.max(1, sizes.length);
      }
      case "array":
        return depth > 0 || !nests(node.items) ? 1.5 * this.#size(node.items, depth) : (node.minLength ?? 0);
      case "object": {
        const kept = node.properties.filter((property) => property.required || depth > 0 || !nests(property.node));
        return 1 + many(kept.map((property) => (property.required ? 1 : 0.5) * this.#size(property.node, depth)));
      }
      default:
        return 1;
    }
  }
}

function typeName(id: DefinitionId): string {
  return id.endsWith("#main") ? id.slice(0, -5) : id;
}

/** Whether a schema holds other definitions. */
function nests(node: Node): boolean {
  if (node.kind === "array") return nests(node.items);
  if (node.kind === "object") return node.properties.some((property) => nests(property.node));
  return node.kind === "ref" || node.kind === "union";
}

function integer(node: Extract<Node, { kind: "integer" }>): fc.Arbitrary<number> {
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum) return fc.constantFrom(...node.enum);
  const min = node.minimum ?? Math.min(Number.MIN_SAFE_INTEGER, node.maximum ?? 0);
  const max = node.maximum ?? Number.MAX_SAFE_INTEGER;
  return fc.oneof(fc.integer({ min: Math.max(min, -100), max: Math.min(max, 1000) }), fc.constantFrom(min, max));
}

const BYTES = ["AAAA", "", "AA==", "AA", "AAA=", "AAA", "/+8=", "SGVsbG8sIHdvcmxk"];

function bytes({ minLength = 0 }: BytesNode): fc.Arbitrary<unknown> {
  return fc.constantFrom(...BYTES).map(($bytes) => ({ $bytes: "AAAA".repeat(Math.ceil(minLength / 3)) + $bytes }));
}

const LINK = cidNumber(0);

const unknown: fc.Arbitrary<unknown> = fc.constantFrom(
  {},
  { a: 1 },
  { $type: "com.example.unknown", deep: { list: [1, "two", null, { three: [] }], number: 15 } },
  { $type: "app.bsky.feed.post", text: 5 },
  { link: { $link: LINK }, bytes: { $bytes: "AAAA" } },
  { constructor: "x", toString: null, hasOwnProperty: 1, length: -1 },
  { "": {}, " ": [], é: "x" },
);

const unknownProperty: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(null, 15, "x", [], { $link: LINK }, [[[]]]);

const unknownVariant: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  { $type: "com.example.unknown" },
  { $type: "com.example.unknown#other", text: 5, list: [null] },
);

/** Text with all that makes lengths hard: emoji, joiners, marks, other scripts. */
function text(node: StringNode): fc.Arbitrary<string> {
  const plain = fc.string({ unit: "grapheme-ascii", maxLength: 20 });
  const hard = fc
    .array(
      fc.constantFrom("a", " ", "é", "e\u0301", "€", "😀", "👨‍👩‍👧‍👦", "🇪🇺", "한", "\u200d", "\r\n", "क्षि", "\u0000"),
    )
    .map((parts) => parts.join(""));
  return fc.oneof(plain, hard, fc.string({ unit: "binary", maxLength: 20 })).map((value) => fitText(value, node));
}

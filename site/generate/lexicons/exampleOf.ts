import { type DefinitionId, type Node, stringLiteral, valueKey } from "bluesky-lexgen";
import type { Lexicons } from "./Lexicons.ts";

/** How deep an example goes before it takes what is empty. */
const DEEPEST = 6;

/** Texts that properties of a name get where nothing else says what they hold. */
const TEXTS: Readonly<Record<string, string>> = {
  accessJwt: "eyJhbGciOiJIUzI1NiJ9.e30.access",
  cursor: "2026-01-02T12:00:00.000Z::bafyreid",
  displayName: "Alice",
  email: "alice@example.com",
  password: "xxxx-xxxx-xxxx-xxxx",
  phone: "+15555550100",
  q: "atproto",
  query: "atproto",
  refreshJwt: "eyJhbGciOiJIUzI1NiJ9.e30.refresh",
  text: "Hello",
};

const FORMATS: Readonly<Record<string, string>> = {
  "at-identifier": "alice.example.com",
  "at-uri": "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3jzfcijpj2z2a",
  cid: "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
  datetime: "2026-01-02T12:00:00.000Z",
  did: "did:plc:z72i7hdynmk6r22z27h6tvur",
  handle: "alice.example.com",
  language: "en",
  nsid: "app.bsky.feed.post",
  "record-key": "3jzfcijpj2z2a",
  tid: "3jzfcijpj2z2a",
  uri: "https://example.com",
};

const CBOR_CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const RAW_CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

/** How an example is written. */
export interface ExampleOptions {
  /** What of an object is shown beside what is required. @default nothing */
  readonly also?: readonly string[];
  /** The definition that the schema is of: what a token is the name of. */
  readonly id?: DefinitionId;
  /** The property that the value is of. */
  readonly property?: string;
}

/** A value of a schema, as an expression of TypeScript: what is required, in texts that fit. */
export function exampleOf(node: Node, lexicons: Lexicons, { also = [], id, property }: ExampleOptions = {}): string {
  return write(node, { lexicons, also, property, depth: 0, indent: "", path: id === undefined ? [] : [id] });
}

/** What an example has to import, as lines of a program. */
export function importsOf(example: string): string {
  return example.includes("variant(") ? `import { variant } from "bluesky/schema";\n` : "";
}

interface Context {
  readonly lexicons: Lexicons;
  readonly also: readonly string[];
  readonly property: string | undefined;
  readonly depth: number;
  readonly indent: string;
  /** The definitions on the way here: none of them comes again by choice. */
  readonly path: readonly DefinitionId[];
}

function write(node: Node, context: Context): string {
  const { lexicons, property } = context;
  switch (node.kind) {
    case "ref":
      return write(lexicons.nodeOf(node.target), { ...context, path: [...context.path, node.target] });
    case "union": {
      const fresh = node.targets.filter((id) => !context.path.includes(id));
      const [target = node.targets[0]] = [...fresh].sort((a, b) => heightOf(a, lexicons) - heightOf(b, lexicons));
      if (target === undefined) return `variant({ $type: "com.example.thing" })`;
      const inner = lexicons.nodeOf(target);
      const type = stringLiteral(target.endsWith("#main") ? target.slice(0, -5) : target);
      const deeper = { ...context, path: [...context.path, target] };
      return inner.kind === "object" ? writeObject(inner, deeper, type) : write(inner, deeper);
    }
    case "array": {
      const { minLength = 0 } = node;
      if (minLength === 0 && (context.depth > 2 || isOnTheWay(node.items, context))) return "[]";
      const items = Array.from({ length: Math.max(minLength, 1) }, () => write(node.items, context));
      return `[${items.join(", ")}]`;
    }
    case "object":
      return writeObject(node, context);
    case "string":
      return stringLiteral(textOf(node, property));
    case "integer": {
      const { minimum = 1, maximum = Number.MAX_SAFE_INTEGER } = node;
      const usual = property === "limit" ? 10 : (node.default ?? 1);
      return String(node.const ?? node.enum?.[0] ?? Math.min(Math.max(usual, minimum), maximum));
    }
    case "boolean":
      return String(node.const ?? true);
    case "blob": {
      const type = node.accept?.[0]?.replace("*/*", "application/octet-stream").replace("/*", "/jpeg") ?? "image/jpeg";
      return `{ $type: "blob", ref: { $link: "${RAW_CID}" }, mimeType: "${type}", size: 1000 }`;
    }
    case "bytes":
      return `{ $bytes: "AQIDBA" }`;
    case "cid-link":
      return `{ $link: "${CBOR_CID}" }`;
    case "token":
      return stringLiteral(context.path.at(-1) ?? "");
    case "unknown":
      return /^(record|value)$/.test(property ?? "")
        ? `{ $type: "app.bsky.feed.post", text: "Hello", createdAt: "${FORMATS.datetime}" }`
        : "{}";
  }
}

function writeObject(node: Extract<Node, { kind: "object" }>, context: Context, type?: string): string {
  const shown = node.properties.filter(
    ({ name, required }) => required || (context.depth === 0 && context.also.includes(name)),
  );
  const deeper = { ...context, depth: context.depth + 1, indent: `${context.indent}  ` };
  if (deeper.depth > DEEPEST * 2) throw new Error(`An example of ${context.path[0]} has no end.`);
  const members = shown.map(({ name, node: child }) => {
    return `${valueKey(name)}: ${write(child, { ...deeper, property: name })}`;
  });
  if (type !== undefined) members.unshift(`$type: ${type}`);
  if (members.length === 0) return "{}";
  const line = `{ ${members.join(", ")} }`;
  if (line.length + context.indent.length < 60 && !line.includes("\n") && context.depth > 0) return line;
  return `{\n${members.map((member) => `${deeper.indent}${member},\n`).join("")}${context.indent}}`;
}

/** How many objects stand in each other in the smallest value of a definition. */
function heightOf(id: DefinitionId, lexicons: Lexicons, path: readonly DefinitionId[] = []): number {
  if (path.includes(id)) return 100;
  const inside = (node: Node): number => {
    switch (node.kind) {
      case "ref":
        return heightOf(node.target, lexicons, [...path, id]);
      case "union":
        return Math.min(100, ...node.targets.map((target) => heightOf(target, lexicons, [...path, id])));
      case "object":
        return (
          1 + Math.max(0, ...node.properties.filter(({ required }) => required).map(({ node: child }) => inside(child)))
        );
      default:
        return 0;
    }
  };
  return inside(lexicons.nodeOf(id));
}

function isOnTheWay(node: Node, { path }: Context): boolean {
  if (node.kind === "ref") return path.includes(node.target);
  return node.kind === "union" && node.targets.every((target) => path.includes(target));
}

function textOf(node: Extract<Node, { kind: "string" }>, property: string | undefined): string {
  const given = node.const ?? node.enum?.[0] ?? node.knownValues?.[0] ?? node.default;
  if (given !== undefined) return given;
  const { maxLength = Infinity, maxGraphemes = Infinity, minLength = 0 } = node;
  const format = node.format === undefined ? undefined : FORMATS[node.format];
  const text = format ?? TEXTS[property ?? ""] ?? "<value>";
  if (format !== undefined) return text;
  const most = Math.min(maxLength, maxGraphemes);
  return (text.length > most ? "en".slice(0, most) : text).padEnd(minLength, "x");
}

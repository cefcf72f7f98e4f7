import type { Node } from "bluesky-lexgen";
import type { IssueCode } from "../../src/schema/index.ts";
import { cidNumber } from "./formatEdges.ts";
import type { FormatStrings } from "./formatStrings.ts";
import type { Place } from "./places.ts";

/** A change of what is at one place. */
export interface Mutation {
  readonly label: string;
  /** What to put there; undefined takes it out. */
  readonly value: unknown;
  /** What the lexicon makes of it where nobody need be asked: an issue at the place or right below, or "valid". */
  readonly expect?: IssueCode | "valid" | undefined;
}

type Formats = ReadonlyMap<string, FormatStrings>;
type Kind<K extends Node["kind"]> = Extract<Node, { kind: K }>;
type Json = { readonly [key: string]: unknown };

/** Values of every type. */
const JUNK: readonly unknown[] = [
  0,
  1.5,
  -1,
  2 ** 53,
  1e300,
  true,
  false,
  "",
  "x",
  "2024-01-01T00:00:00Z",
  [],
  [null],
  [{}],
  {},
  { $type: "com.example.unknown" },
  { $link: cidNumber(1) },
  { $bytes: "AAAA" },
];

const fixed = new WeakMap<Node, Mutation[]>();

/** The changes that can be made at a place: values of other types, and what lies at and beyond each constraint. */
export function mutationsOf(place: Place, formats: Formats): Mutation[] {
  const { node, required, nullable, value, path } = place;
  let list = fixed.get(node);
  if (!list) {
    list = [...JUNK.map((junk) => change(JSON.stringify(junk), junk)), ...ofNode(node, formats)];
    fixed.set(node, list);
  }
  const more: Mutation[] = [change("null", null, nullable ? "valid" : codeOfNull(node))];
  if (typeof path.at(-1) === "string") more.push(change("missing", undefined, required ? "required" : "valid"));
  if (node.kind === "array" && Array.isArray(value)) more.push(...ofArray(node, value));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const object = value as Json; // as just tested
    if (node.kind === "object") more.push(...ofObject(place, object));
    if (node.kind === "union") more.push(...ofUnion(node, object));
  }
  return [...list, ...more];
}

function change(label: string, value: unknown, expect?: Mutation["expect"]): Mutation {
  return { label, value, expect };
}

function codeOfNull(node: Place["node"]): IssueCode {
  if (node.kind === "token" || ("const" in node && node.const !== undefined)) return "const";
  if (!("enum" in node) || node.enum === undefined) return "type";
  return node.enum.length === 1 ? "const" : "enum";
}

/** Changes that do not depend on what is there. */
function ofNode(node: Place["node"], formats: Formats): Mutation[] {
  switch (node.kind) {
    case "string":
      return ofString(node, formats);
    case "integer":
      return ofInteger(node);
    case "boolean":
      if (node.const !== undefined) return [change("not the constant", !node.const, "const")];
      return [change("true", true, "valid"), change("false", false, "valid")];
    case "bytes":
      return ofBytes(node);
    case "cid-link":
      return links(formats).map((link) => change("link", link));
    case "blob":
      return ofBlob(node, formats);
    default:
      return [];
  }
}

function ofString(node: Kind<"string">, formats: Formats): Mutation[] {
  const allowed = node.const === undefined ? node.enum : [node.const];
  if (allowed) {
    const code = allowed.length === 1 ? "const" : "enum";
    return [
      ...allowed.map((value) => change("allowed", value, "valid")),
      ...allowed.map((value) => change("not allowed", `${value}x`, code)),
    ];
  }
  const { minLength, maxLength, minGraphemes, maxGraphemes, format } = node;
  const list: Mutation[] = [];
  if (format !== undefined) {
    const { valid, broken } = formats.get(format) ?? { valid: [], broken: [] };
    list.push(...valid.slice(0, 5).map((value) => change(format, value)));
    list.push(...broken.map((value) => change(`perhaps no ${format}`, value)));
  } else {
    list.push(
      ...["\ud800", "\u0000", "a\u0301".repeat(40), "👨‍👩‍👧‍👦".repeat(9)].map((value) => change("text", value)),
    );
  }
  if (maxLength !== undefined) {
    list.push(change("longest", "x".repeat(maxLength)), change("too long", "x".repeat(maxLength + 1), "max_length"));
    list.push(change("long in bytes", "€".repeat(Math.floor(maxLength / 3))));
    list.push(change("too long in bytes", "€".repeat(Math.floor(maxLength / 3) + 1), "max_length"));
  }
  if (minLength) {
    list.push(change("shortest", "x".repeat(minLength)), change("too short", "x".repeat(minLength - 1), "min_length"));
  }
  if (maxGraphemes !== undefined) {
    list.push(change("most graphemes", "e\u0301".repeat(maxGraphemes)));
    list.push(change("too many graphemes", "e\u0301".repeat(maxGraphemes + 1), "max_graphemes"));
    list.push(change("too many letters", "x".repeat(maxGraphemes + 1), "max_graphemes"));
  }
  if (minGraphemes) list.push(change("too few graphemes", "x".repeat(minGraphemes - 1), "min_graphemes"));
  return list;
}

function ofInteger({ minimum, maximum, enum: allowed, const: constant }: Kind<"integer">): Mutation[] {
  const list = [change("beyond 2^53", -(2 ** 53), "type"), change("a fraction", 0.5, "type"), change("-0", -0)];
  if (allowed || constant !== undefined) return list;
  if (minimum !== undefined) list.push(change("least", minimum, "valid"), change("less", minimum - 1, "minimum"));
  if (maximum !== undefined) list.push(change("most", maximum, "valid"), change("more", maximum + 1, "maximum"));
  return list;
}

function ofBytes({ minLength, maxLength }: Kind<"bytes">): Mutation[] {
  const texts = ["", "AA", "AA==", "AAA", "AAA=", "AAAA", "AB==", "/+8="];
  const bad = ["A", "AA=", "AAA==", "AAAA=", "AA===", "A===", "=", "==", "=AAA", "AA=A", "A-_A", "AA AA", "AAA\n", "é"];
  const list = [...texts, ...bad, 5, null].map(($bytes) => change("bytes", { $bytes }));
  list.push(change("more than bytes", { $bytes: "AAAA", more: 1 }), change("bytes as text", "AAAA"));
  const some = (count: number): Json => ({ $bytes: Buffer.alloc(count).toString("base64") });
  if (maxLength !== undefined) {
    list.push(
      change("most bytes", some(maxLength), "valid"),
      change("too many bytes", some(maxLength + 1), "max_length"),
    );
  }
  if (minLength) list.push(change("too few bytes", some(minLength - 1), "min_length"));
  return list;
}

function links(formats: Formats): unknown[] {
  const { valid, broken } = formats.get("cid") ?? { valid: [], broken: [] };
  const list: unknown[] = [...valid.slice(0, 3), ...broken].map(($link) => ({ $link }));
  const $link = cidNumber(2);
  return [
    ...list,
    { $link, more: 1 },
    { $link: null },
    { $link: 5 },
    { $link: { $link } },
    { "/": $link },
    $link,
    [$link],
  ];
}

function ofBlob({ accept, maxSize }: Kind<"blob">, formats: Formats): Mutation[] {
  const ref = { $link: cidNumber(3) };
  const mimeType = (accept?.[0] ?? "image/png").replace("/*", "/png");
  const blob = { $type: "blob", ref, mimeType, size: 1 };
  const list: Mutation[] = [
    change("blob", blob, "valid"),
    change("legacy blob", { cid: cidNumber(3), mimeType }, "type"),
    change("legacy blob, more", { cid: cidNumber(3), mimeType, size: 1 }),
    change("legacy blob of no CID", { cid: "x", mimeType }),
    change("blob, more", { ...blob, more: 1 }),
    change("empty blob", { ...blob, size: 0 }, "valid"),
    change("blob of negative size", { ...blob, size: -1 }, "minimum"),
    change("blob of fractional size", { ...blob, size: 0.5 }, "type"),
    change("blob of odd size", { ...blob, size: "1" }, "type"),
    change("blob of size beyond 2^53", { ...blob, size: 2 ** 53 }, "type"),
    ...["Blob", "", null, 5].map(($type) => change("blob of another $type", { ...blob, $type })),
    ...["", "image", "image/", "/png", "IMAGE/PNG", "text/html", 5, null].map((type) =>
      change("blob of another media type", { ...blob, mimeType: type }),
    ),
    ...links(formats).map((link) => change("blob with a link", { ...blob, ref: link })),
  ];
  for (const key of Object.keys(blob)) {
    list.push(change(`blob without ${key}`, { ...blob, [key]: undefined }, "type"));
    const { [key as keyof typeof blob]: _, ...rest } = blob;
    list.push(change(`blob without ${key}`, rest, "type"));
  }
  if (maxSize !== undefined) {
    list.push(change("largest blob", { ...blob, size: maxSize }, "valid"));
    list.push(change("too large a blob", { ...blob, size: maxSize + 1 }, "max_size"));
  }
  if (accept) list.push(change("blob of a type not accepted", { ...blob, mimeType: "chemical/x-pdb" }, "accept"));
  return list;
}

function ofArray({ minLength, maxLength }: Kind<"array">, value: readonly unknown[]): Mutation[] {
  const [item] = value;
  const list = [
    change("array as an object", { ...value, length: value.length }, "type"),
    change("array with null at its end", [...value, null]),
  ];
  if (minLength) list.push(change("too short a list", value.slice(0, minLength - 1), "min_length"));
  if (value.length > 0 && maxLength !== undefined) {
    list.push(change("longest list", Array(maxLength).fill(item), "valid"));
    list.push(change("too long a list", Array(maxLength + 1).fill(item), "max_length"));
  }
  return list;
}

function ofObject({ definition, named }: Place, value: Json): Mutation[] {
  const list = [
    change("unknown properties", { ...value, zzz: null, constructor: 5, toString: [] }, "valid"),
    change("in a list", [value], "type"),
    change("as text", JSON.stringify(value), "type"),
  ];
  // Only a definition has a name, and only at the root is it held to it.
  const types = ["com.example.wrong", "blob", "", null, 5];
  if (!definition || !named) {
    list.push(change("another $type", { ...value, $type: "com.example.wrong" }, "valid"));
    return [...list, ...types.slice(1).map(($type) => change("no $type", { ...value, $type }))];
  }
  const own = definition.id.replace("#main", "");
  list.push(change("own $type", { ...value, $type: own }, "valid"));
  for (const $type of [...types, `${own}#main`, `lex:${own}`])
    list.push(change("wrong $type", { ...value, $type }, "variant"));
  return list;
}

function ofUnion({ targets, closed }: Kind<"union">, value: Json): Mutation[] {
  const type = String(value.$type);
  const { $type: _, ...untyped } = value;
  return [
    change("no $type", untyped, "required"),
    change("unknown $type", { ...value, $type: "com.example.other" }, closed ? "variant" : "valid"),
    change("$type with #main", { ...value, $type: `${type}#main` }, "variant"),
    change("in a list", [value], "type"),
    ...[null, 5, "", {}].map(($type) => change("no name as $type", { ...value, $type }, "variant")),
    ...[`lex:${type}`, "a#b#c", " ", "x", "#x", "com.example.other#", "constructor", "__proto__"].map(($type) =>
      change("odd $type", { ...value, $type }),
    ),
    ...targets.slice(0, 6).map((id) => change("another variant", { ...value, $type: id.replace("#main", "") })),
  ];
}

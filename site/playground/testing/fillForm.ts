import { choose, type Form, include } from "../form/createForm.ts";
import { ChosenFile, type FormNode, type ObjectNode } from "../form/FormNode.ts";
import type { Schema } from "../lexicons/Collected.ts";

/** Numbers from 0 to 1, the same ones for the same seed. */
export type Random = () => number;

/** @see https://en.wikipedia.org/wiki/Xorshift */
export function createRandom(seed: number): Random {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

const FORMATS: Readonly<Record<string, readonly string[]>> = {
  did: ["did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:web:example.com"],
  handle: ["alice.test", "bob.example.com"],
  "at-identifier": ["alice.test", "did:plc:ewvi7nxzyoun6zhxrhs64oiz"],
  "at-uri": ["at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jzfcijpj2z2a", "at://alice.test"],
  uri: ["https://example.com/?a=b'c\"d", "did:web:example.com"],
  cid: [CID],
  datetime: ["2026-01-02T03:04:05.678Z"],
  language: ["en", "pt-BR"],
  nsid: ["com.example.thing"],
  tid: ["3jzfcijpj2z2a"],
  "record-key": ["self", "3jzfcijpj2z2a"],
};

/** Enters something valid into every field that has to have it, and into some of the others. */
export function fillForm({ params, input }: Form, random: Random): void {
  if (params) fillNode(params, random, 0);
  if (input) fillNode(input, random, 0);
}

function fillNode(node: FormNode, random: Random, depth: number): void {
  const { schema } = node;
  switch (node.kind) {
    case "text":
      node.text = fillText(schema, random);
      node.sendEmpty = node.text === "";
      break;
    case "file": {
      const [accept = "*/*"] = schema.accept ?? [];
      const type = accept.endsWith("*") ? `${accept === "*/*" ? "image" : accept.slice(0, -2)}/png` : accept;
      node.file = new ChosenFile(new Blob(["abc"], { type }), `it's a "file".png`, CID);
      break;
    }
    case "json":
      node.text = JSON.stringify({ $type: "com.example.thing", "it's": ["a", 1, null, { password: "hunter2" }] });
      break;
    case "list": {
      const least = schema.minLength ?? 0;
      const most = Math.max(least, Math.min(schema.maxLength ?? 3, depth > 3 ? 0 : 3));
      const count = pick(random, least, most);
      node.items.length = 0;
      for (let index = 0; index < count; index++) node.items.push(node.makeItem());
      for (const item of node.items) fillNode(item, random, depth + 1);
      break;
    }
    case "union": {
      const refs = schema.refs ?? [];
      choose(node, refs[pick(random, 0, refs.length - 1)] ?? "");
      if (node.variant) fillNode(node.variant, random, depth + 1);
      break;
    }
    case "object":
      include(node, true);
      fillMembers(node, random, depth);
      break;
  }
}

function fillMembers(node: ObjectNode, random: Random, depth: number): void {
  for (const member of node.members) {
    if (!member.required && random() < (depth > 2 ? 1 : 0.4)) continue;
    member.isNull = member.nullable && random() < 0.5;
    fillNode(member.node, random, depth + 1);
  }
}

function fillText(schema: Schema, random: Random): string {
  const { type, format, minimum = 0, maximum = 2 ** 31, knownValues } = schema;
  if (schema.const !== undefined) return String(schema.const);
  const values = schema.enum ?? (random() < 0.5 ? knownValues : undefined);
  if (values?.length) return String(values[pick(random, 0, values.length - 1)]);
  if (type === "integer") return String(pick(random, minimum, maximum));
  if (type === "boolean") return String(random() < 0.5);
  if (type === "cid-link") return CID;
  if (type === "bytes") return "aGk";
  const [first = "", ...more] = (format && FORMATS[format]) || [];
  if (first) return [first, ...more][pick(random, 0, more.length)] ?? first;
  return fitText(schema, random);
}

const TEXTS = [
  "",
  "hello",
  `it's "quoted" \\ \`\${here}\` and </script> -- $HOME !`,
  "zwölf\n\tüber\u2028uns",
  "\u0000'\"$(id)",
];

/** A text within limits. In front of it stands what has one byte for each character. */
function fitText(
  { minLength = 0, maxLength = 1000, minGraphemes = 0, maxGraphemes = 1000 }: Schema,
  random: Random,
): string {
  const text = TEXTS[pick(random, 0, TEXTS.length - 1)] ?? "";
  const least = Math.max(minLength, minGraphemes);
  const padded = "x".repeat(Math.max(0, least - text.length)) + text;
  const fits = new TextEncoder().encode(padded).length <= maxLength && padded.length <= maxGraphemes;
  return fits ? padded : "x".repeat(Math.max(least, 1));
}

function pick(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

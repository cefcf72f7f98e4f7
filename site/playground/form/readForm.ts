import type { Form } from "./createForm.ts";
import { ChosenFile, type FormNode, type TextNode } from "./FormNode.ts";

/** Where a value stands: property names and places in lists. */
export type Path = readonly (string | number)[];

/** Something that is wrong with what was entered. */
export interface FieldIssue {
  readonly path: Path;
  readonly message: string;
}

/** What was entered, as values; files as `ChosenFile`. */
export interface Entered {
  readonly params: unknown;
  readonly input: unknown;
  /** What could not be read, with `params` or `input` before its path. */
  readonly issues: readonly FieldIssue[];
}

/** Reads what was entered into a form. */
export function readForm({ params, input }: Form): Entered {
  const issues: FieldIssue[] = [];
  return {
    params: params && readNode(params, ["params"], issues),
    input: input && readNode(input, ["input"], issues),
    issues,
  };
}

/** The value of a field: undefined where nothing was entered. */
export function readNode(node: FormNode, path: Path, issues: FieldIssue[]): unknown {
  switch (node.kind) {
    case "text":
      return readText(node, path, issues);
    case "json":
      return node.record ? readNode(node.record, path, issues) : readJson(node.text, path, issues);
    case "file":
      return node.file;
    case "list": {
      const items = node.items.map((item, index) => readNode(item, [...path, index], issues));
      return items.length > 0 || node.required ? items : undefined;
    }
    case "union":
      return node.variant ? readNode(node.variant, path, issues) : readJson(node.text, path, issues, node.choice);
    case "object": {
      if (!node.included) return undefined;
      const value: Record<string, unknown> = node.type === undefined ? {} : { $type: node.type };
      for (const { name, node: member, isNull } of node.members) {
        const read = isNull ? null : readNode(member, [...path, name], issues);
        if (read !== undefined) value[name] = read;
      }
      return value;
    }
  }
}

function readText({ schema, text, sendEmpty }: TextNode, path: Path, issues: FieldIssue[]): unknown {
  if (text === "") return sendEmpty && schema.type === "string" ? "" : undefined;
  switch (schema.type) {
    case "integer":
      if (/^-?\d+$/.test(text.trim())) return Number(text);
      issues.push({ path, message: "expected a whole number" });
      return undefined;
    case "boolean":
      return text === "true";
    case "cid-link":
      return { $link: text.trim() };
    case "bytes":
      return { $bytes: text.trim() };
    default:
      // With a format no space means anything, and one comes along when a name is pasted.
      return schema.format ? text.trim() : text;
  }
}

function readJson(text: string, path: Path, issues: FieldIssue[], choice = "json"): unknown {
  if (choice !== "json" || text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    issues.push({ path, message: `expected JSON: ${(error as Error).message}` }); // all that JSON.parse throws
    return undefined;
  }
}

/** A copy of a value with something else for each file in it. */
export function replaceFiles(value: unknown, replace: (file: ChosenFile) => unknown): unknown {
  if (value instanceof ChosenFile) return replace(value);
  if (Array.isArray(value)) return value.map((item) => replaceFiles(item, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaceFiles(part, replace)]));
}

/** The files in a value. */
export function filesIn(value: unknown): ChosenFile[] {
  const files: ChosenFile[] = [];
  replaceFiles(value, (file) => files.push(file));
  return files;
}

import type { LexiconProblem } from "../errors/LexiconError.ts";
import type { Definition, Node, ObjectNode } from "../ir/ir.ts";
import { nodesOf } from "../ir/nodesOf.ts";
import type { Program } from "../ir/Program.ts";

/**
 * How the newer version of some lexicons breaks the older one: data that was valid and no longer is, or that readers
 * of the old version could rely on and no longer can (https://atproto.com/specs/lexicon#lexicon-evolution). Looser
 * and stricter limits both break: one for readers, the other for writers.
 *
 * @example
 * ```ts
 * const breaking = compareLexicons(readProgram({ sources: [released] }), readProgram({ sources: [current] }));
 * ```
 */
export function compareLexicons(older: Program, newer: Program): LexiconProblem[] {
  const problems: LexiconProblem[] = [];
  for (const document of older.documents) {
    const present = newer.documents.some(({ nsid }) => nsid === document.nsid);
    if (!present) {
      problems.push({ document: document.nsid, path: "", reason: "the document is gone" });
      continue;
    }
    for (const before of document.definitions) {
      const path = `defs.${before.name}`;
      const report: Report = (inner, reason) => {
        problems.push({ document: document.nsid, path: inner ? `${path}.${inner}` : path, reason });
      };
      const after = newer.definitions.get(before.id);
      if (!after) report("", "the definition is gone");
      else compareDefinitions(before, after, report);
    }
  }
  return problems;
}

type Report = (path: string, reason: string) => void;

function compareDefinitions(before: Definition, after: Definition, report: Report): void {
  if (before.kind !== after.kind) {
    report("type", `was a ${before.kind}, is a ${after.kind}`);
    return;
  }
  if (before.kind === "record" && after.kind === "record" && before.key !== after.key) {
    report("key", `was ${before.key}, is ${after.key}`);
  }
  if (
    (before.kind === "query" || before.kind === "procedure") &&
    (after.kind === "query" || after.kind === "procedure")
  ) {
    for (const field of ["input", "output"] as const) {
      const [was, is] = [before[field]?.encoding ?? "nothing", after[field]?.encoding ?? "nothing"];
      if (was !== is) report(`${field}.encoding`, `was ${was}, is ${is}`);
    }
    if (!before.parameters && after.parameters?.properties.some(({ required }) => required)) {
      report("parameters", "required parameters were added");
    }
  }
  const now = new Map(nodesOf(after));
  for (const [path, node] of nodesOf(before)) {
    const other = now.get(path);
    if (!other) report(path, "the schema is gone");
    else compareNodes(node, other, path, report);
  }
}

/** The fields that limit a type. A change of any of them breaks somebody. */
const LIMITS = [
  "minLength",
  "maxLength",
  "minGraphemes",
  "maxGraphemes",
  "minimum",
  "maximum",
  "maxSize",
  "format",
  "const",
  "enum",
  "accept",
] as const;

function compareNodes(before: Node, after: Node, path: string, report: Report): void {
  if (before.kind !== after.kind) {
    report(path, `was ${before.kind}, is ${after.kind}`);
    return;
  }
  const [was, is] = [before as LimitedNode, after as LimitedNode]; // every limit is optional on every kind
  for (const limit of LIMITS) {
    if (JSON.stringify(was[limit]) !== JSON.stringify(is[limit])) {
      report(path, `${limit} was ${JSON.stringify(was[limit]) ?? "unset"}, is ${JSON.stringify(is[limit]) ?? "unset"}`);
    }
  }
  if (before.kind === "ref" && after.kind === "ref" && before.target !== after.target) {
    report(path, `referred to ${before.target}, refers to ${after.target}`);
  } else if (before.kind === "array" && after.kind === "array") {
    compareNodes(before.items, after.items, `${path && `${path}.`}items`, report);
  } else if (before.kind === "union" && after.kind === "union") {
    if (before.closed !== after.closed) report(path, `was ${openness(before.closed)}, is ${openness(after.closed)}`);
    for (const id of before.targets) {
      if (!after.targets.includes(id)) report(path, `the variant ${id} is gone`);
    }
    const added = after.targets.filter((id) => !before.targets.includes(id));
    if (before.closed && added.length) report(path, `a closed union gained ${added.join(", ")}`);
  } else if (before.kind === "object" && after.kind === "object") {
    compareObjects(before, after, path, report);
  }
}

type LimitedNode = { readonly [limit in (typeof LIMITS)[number]]?: unknown };

function openness(closed: boolean): string {
  return closed ? "closed" : "open";
}

function compareObjects(before: ObjectNode, after: ObjectNode, path: string, report: Report): void {
  const now = new Map(after.properties.map((property) => [property.name, property]));
  for (const was of before.properties) {
    const inner = `${path && `${path}.`}properties.${was.name}`;
    const is = now.get(was.name);
    now.delete(was.name);
    if (!is) {
      report(inner, "the property is gone");
      continue;
    }
    if (was.required !== is.required) report(inner, was.required ? "is no longer required" : "has become required");
    if (was.nullable !== is.nullable) report(inner, was.nullable ? "is no longer nullable" : "has become nullable");
    compareNodes(was.node, is.node, inner, report);
  }
  for (const added of now.values()) {
    if (added.required) report(`${path && `${path}.`}properties.${added.name}`, "a required property was added");
  }
}

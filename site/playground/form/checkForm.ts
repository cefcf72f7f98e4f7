import type { Issue, RecordSchema } from "bluesky/schema";
import type { AnyOperation } from "../lexicons/Namespace.ts";
import { type Entered, type FieldIssue, type Path, replaceFiles } from "./readForm.ts";

/** Finds the schema of a collection's records, where the lexicons have it. */
export type FindRecord = (collection: string) => RecordSchema<unknown> | undefined;

/**
 * What is wrong with what was entered, by the package's own validators: those of the operation, and of the records in its
 * input. Nothing of it may be sent.
 */
export function checkForm(operation: AnyOperation, entered: Entered, findRecord: FindRecord): FieldIssue[] {
  const { params, input, issues } = entered;
  const found = [...issues];
  // What could not be read is absent; that it is required need not be said, too.
  const add = (path: Path, message: string): void => {
    if (!found.some((issue) => issue.path.join() === path.join())) found.push({ path, message });
  };
  const value = replaceFiles(input, (file) => (operation.input?.encode ? file : file.blob));
  for (const { path, ...issue } of issuesOf(operation.params, params)) add(["params", ...path], toMessage(issue));
  if (operation.input?.encode) {
    if (input === undefined) add(["input"], "expected a file");
    return found;
  }
  for (const { path, ...issue } of issuesOf(operation.input, value)) add(["input", ...path], toMessage(issue));
  if ((value as { validate?: unknown } | undefined)?.validate === false) return found; // records are not to be validated
  for (const { path, collection, record } of recordsIn(value)) {
    for (const issue of issuesOf(findRecord(collection), record)) {
      add(["input", ...path, ...issue.path], toMessage(issue));
    }
  }
  return found;
}

function issuesOf(schema: AnyOperation["params"] | AnyOperation["input"], value: unknown): readonly Issue[] {
  if (!schema || schema.encode || !schema.safeParse) return [];
  const result = schema.safeParse(value ?? {});
  return result.ok ? [] : result.issues;
}

/** What may be a record in a value. */
export interface FoundRecord {
  readonly path: Path;
  readonly collection: string;
  readonly record: object;
}

/** The objects of a value that have a `$type`, or that a `collection` stands beside: its records are among them. */
export function recordsIn(value: unknown, path: Path = [], beside?: unknown): FoundRecord[] {
  if (typeof value !== "object" || value === null) return [];
  const { $type = beside, collection } = value as { $type?: unknown; collection?: unknown };
  const inner = Object.entries(value).flatMap(([name, part]) => {
    const isRecord = name === "record" || name === "value";
    return recordsIn(part, [...path, Array.isArray(value) ? Number(name) : name], isRecord ? collection : undefined);
  });
  return typeof $type === "string" ? [{ path, collection: $type, record: value }, ...inner] : inner;
}

function toMessage({ expected, received, code }: Omit<Issue, "path">): string {
  return code === "required" ? "is required" : `expected ${expected}, got ${received}`;
}

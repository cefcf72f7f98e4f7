import { isSecret } from "../../errors/isSecret.ts";
import type { Issue, IssueCode } from "./Issue.ts";

/** Makes of what a check found what users read. */
export function toIssue(path: readonly (string | number)[], code: IssueCode, expected: string, value: unknown): Issue {
  // Of a very long path the end says most.
  const place = path.slice(-20).join(".");
  const received = describe(value, isSecret(place));
  return { path, code, expected, received, message: `${place && `${place}: `}expected ${expected}, got ${received}` };
}

function describe(value: unknown, secret: boolean): string {
  try {
    if (value === undefined) return "nothing";
    if (value === null) return "null";
    if (Array.isArray(value)) return "an array";
    if (typeof value === "object") return "an object";
    if (secret || typeof value === "function") return `a ${typeof value}`;
    if (typeof value !== "string") return String(value);
    // A body or a record that was not parsed may hold a secret.
    if (/^\s*[[{]/.test(value)) return "a string";
    return JSON.stringify(value.slice(0, 40)) + (value.length > 40 ? "..." : "");
  } catch {
    return "an object"; // a proxy that does not let itself be looked at
  }
}

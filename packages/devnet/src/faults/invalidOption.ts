import { DevnetError } from "../DevnetError.ts";

/** An error that says where, what was expected, and what came. */
export function invalidOption(where: string, expected: string, got: unknown): DevnetError {
  return new DevnetError("invalid_option", `${where}: expected ${expected}, got ${describe(got)}`);
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return typeof value === "function" ? "a function" : String(value);
}

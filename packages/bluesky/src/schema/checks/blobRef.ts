import type { Context } from "./Check.ts";
import { blob } from "./data.ts";
import { fail } from "./fail.ts";

/** As `blob`, but not in the form of the first days: for what a server is sent, and what it makes. Called by generated code. */
export function blobRef(context: Context, value: unknown, accept?: readonly string[], max?: number): void {
  if (typeof value === "object" && (value as { $type?: unknown } | null)?.$type === undefined) {
    fail(context, value, "a blob: { $type: 'blob', ref: { $link }, mimeType, size }");
  } else {
    blob(context, value, accept, max);
  }
}

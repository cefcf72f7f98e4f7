/** For Node, Deno and Bun. */
import * as crypto from "node:crypto";

/** The SHA-256 of bytes, at once, by Node's crypto. */
export function hashSha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // Twice as fast, where there is one.
  const { hash } = crypto as Partial<typeof crypto>;
  return hash ? hash("sha256", bytes, "buffer") : crypto.createHash("sha256").update(bytes).digest();
}

/** The same as a text, of one character for each byte: Node makes a text in a third of the time that a buffer takes. */
export function hashSha256Text(bytes: Uint8Array): string {
  const { hash } = crypto as Partial<typeof crypto>;
  return hash ? hash("sha256", bytes, "binary") : crypto.createHash("sha256").update(bytes).digest("binary");
}

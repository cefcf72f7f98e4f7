/** For Node, Deno and Bun. */
import { createHash } from "node:crypto";
import type { Sha256 } from "./createSha256.ts";

/** Makes a SHA-256 of bytes that come one after the other. */
export function createSha256(): Sha256 {
  const hash = createHash("sha256");
  return {
    update(bytes) {
      hash.update(bytes);
    },
    digest: () => new Uint8Array(hash.digest()),
  };
}

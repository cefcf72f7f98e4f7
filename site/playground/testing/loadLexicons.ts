import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Collected, collectOperations, type LexiconDocument } from "../lexicons/collectOperations.ts";
import type { Namespace } from "../lexicons/Namespace.ts";

/** The package's lexicons, as the playground has them. */
export function loadLexicons(): Collected {
  const path = fileURLToPath(import.meta.resolve("bluesky/lexicons.json"));
  const documents: LexiconDocument[] = JSON.parse(readFileSync(path, "utf8"));
  return collectOperations(documents);
}

/** A namespace, as it is loaded in a browser. */
export async function loadNamespace({ namespaces }: Collected, name: string): Promise<Namespace> {
  const collected = namespaces.get(name);
  if (!collected) throw new Error(`There is no namespace ${name}.`);
  return { collected, exports: await import(`bluesky/${name.replaceAll(".", "/")}`) };
}

import type { SourcePackage } from "./readPackage.ts";

/** Hosts of Bluesky's network, and the identifiers of its services and labelers. */
const addresses: readonly RegExp[] = [
  /\bbsky\.(app|social|network|chat)\b/,
  /\bplc\.directory\b/,
  /\bbsky\.mod\b|\bmod\.bsky\b/,
  /\bdid:plc:[a-z2-7]{24}\b/,
  /\bdid:web:api\.bsky\b/,
];

/**
 * Finds addresses of Bluesky's network outside of `network/`: everything else learns them from the network value that
 * it is given. Comments may name them.
 */
export function checkAddresses({ modules }: SourcePackage, isChecked: (path: string) => boolean): string[] {
  const wrong: string[] = [];
  for (const [path, { strings, imports }] of modules) {
    if (!isChecked(path)) continue;
    for (const { text, line } of [
      ...strings,
      ...imports.map((found) => ({ text: found.specifier, line: found.line })),
    ]) {
      const found = addresses.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
      if (found !== undefined) wrong.push(`${path}:${line} contains "${found}": only network/ may`);
    }
  }
  return wrong;
}

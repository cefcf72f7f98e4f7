import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { listSubpaths } from "../../outside/listSubpaths.ts";

/** What tells a browser where each subpath of the package is, as its package.json does for others. */
export function importMap(folder: string): { readonly imports: Readonly<Record<string, string>> } {
  const installed = join(folder, "node_modules/bluesky");
  const { exports }: { exports: Record<string, { default?: string } | string> } = JSON.parse(
    readFileSync(join(installed, "package.json"), "utf8"),
  );
  const { parts, nodeOnly, lexicons } = listSubpaths(installed);
  const specifiers = [...parts, ...lexicons.map(({ specifier }) => specifier)];
  return {
    imports: Object.fromEntries(
      specifiers
        .filter((specifier) => !nodeOnly.includes(specifier))
        .map((specifier) => [specifier, `/${relative(folder, join(installed, targetOf(specifier)))}`]),
    ),
  };

  function targetOf(specifier: string): string {
    const key = `.${specifier.slice("bluesky".length)}`;
    const tree = /^\.\/[^/]+\//.exec(key)?.[0] ?? "";
    const [target, rest] = key in exports ? [exports[key], ""] : [exports[`${tree}*`], key.slice(tree.length)];
    return (Object(target).default as string).replace("*", rest); // of its own name, or of a pattern
  }
}

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { listSubpaths } from "../../outside/listSubpaths.ts";

/** What tells a browser where each subpath of the package is, and what the package imports by a name of its own, as its package.json does for others. */
export function importMap(folder: string): { readonly imports: Readonly<Record<string, string>> } {
  const installed = join(folder, "node_modules/bluesky");
  const {
    exports,
    imports,
  }: {
    exports: Record<string, { default?: string } | string>;
    imports: Record<string, { default: { default: string } }>;
  } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const { parts, nodeOnly, lexicons } = listSubpaths(installed);
  const specifiers = [...parts, ...lexicons.map(({ specifier }) => specifier)];
  const targets = [
    ...specifiers
      .filter((specifier) => !nodeOnly.includes(specifier))
      .map((specifier) => [specifier, targetOf(specifier)] as const),
    ...Object.entries(imports).map(([name, platforms]) => [name, platforms.default.default] as const),
  ];
  return {
    imports: Object.fromEntries(
      targets.map(([specifier, target]) => [specifier, `/${relative(folder, join(installed, target))}`]),
    ),
  };

  function targetOf(specifier: string): string {
    const key = `.${specifier.slice("bluesky".length)}`;
    const tree = /^\.\/[^/]+\//.exec(key)?.[0] ?? "";
    const [target, rest] = key in exports ? [exports[key], ""] : [exports[`${tree}*`], key.slice(tree.length)];
    return (Object(target).default as string).replace("*", rest); // of its own name, or of a pattern
  }
}

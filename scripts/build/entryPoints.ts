import { globSync } from "node:fs";
import { join } from "node:path";

/**
 * The modules that a package's `exports` or `imports` lead to. `dist` mirrors `src`, so `./dist/a/b.js` is made of
 * `./src/a/b.ts`; a pattern `./dist/a/*.js` stands for every module below that folder.
 *
 * @param folder the package's folder
 * @param map the value of `exports` or `imports`
 * @returns paths below `src`, without ending
 * @throws Error when a target has no source
 */
export function entryPoints(folder: string, map: unknown): string[] {
  const found = new Set<string>();
  visit(map);
  return [...found].sort();

  function visit(value: unknown): void {
    if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
    if (typeof value !== "string") return;
    const target = /^\.\/dist\/(.+)\.js$/.exec(value)?.[1];
    if (target === undefined) return;
    // In a map a `*` stands for any path; in a glob for one name.
    const sources = globSync(`${target.replaceAll("*", "**/*")}.ts`, { cwd: join(folder, "src") })
      .map((path) => path.replaceAll("\\", "/").replace(/\.ts$/, ""))
      .filter((path) => !/\.(test|types|d)$/.test(path));
    if (sources.length === 0) throw new Error(`package.json leads to ${value}, but there is no source for it in src`);
    for (const source of sources) found.add(source);
  }
}

import { posix } from "node:path";
import type { SourcePackage } from "./readPackage.ts";

/**
 * Finds modules that know each other. Imports of types count like all others: whoever reads one module has to read the other.
 *
 * @param isChecked the modules to look at
 * @returns each cycle once, as `a.ts -> b.ts -> a.ts`
 */
export function checkCycles({ modules }: SourcePackage, isChecked: (path: string) => boolean = () => true): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const open: string[] = [];
  for (const path of modules.keys()) visit(path);
  return cycles;

  function visit(path: string): void {
    const start = open.indexOf(path);
    if (start !== -1) {
      cycles.push([...open.slice(start), path].join(" -> "));
      return;
    }
    if (done.has(path) || !isChecked(path)) return;
    open.push(path);
    for (const found of modules.get(path)?.imports ?? []) {
      if (!found.specifier.startsWith(".")) continue;
      visit(posix.join(posix.dirname(path), found.specifier));
    }
    open.pop();
    done.add(path);
  }
}

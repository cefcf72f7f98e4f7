import type { ComparedName } from "./readTables.ts";

const OPTION = /the option `(\w+)` of `([\w. ]+)`(?: of `(bluesky[\w/]*)`)?/g;
const NAME = /`([\w.]+)`(?: of `(bluesky[\w/]*)`)?/g;

/**
 * A module that compiles if all that the right column of a table names is there: `bsky.like`, `Bluesky.login`, `post` of
 * `bluesky/actions`, the option `store` of `Bluesky.login`. Each line begins with the name on the left.
 */
export function toModule(rows: readonly ComparedName[]): string {
  const imports = new Map<string, string>();
  const importOf = (path: string): string => {
    const alias = imports.get(path) ?? `module${imports.size}`;
    imports.set(path, alias);
    return alias;
  };
  const lines: string[] = [];
  for (const { theirs, ours } of rows) {
    const add = (line: string): unknown => lines.push(`/* ${theirs.join(", ")} */ ${line}`);
    const rest = ours.replace(OPTION, (_, option: string, of: string, path?: string) => {
      const called = of.startsWith("new ") ? of.slice(4) : of;
      const type = `typeof ${path ? `${importOf(path)}.` : ""}${called}`;
      add(
        `"${option}" satisfies Option<${of.startsWith("new ") ? `ConstructorParameters<${type}>` : `Parameters<${type}>`}>;`,
      );
      return "";
    });
    for (const [, name = "", path] of rest.matchAll(NAME)) {
      if (path) add(`void ${importOf(path)}.${name};`);
      else if (/^(bsky|Bluesky)\./.test(name)) add(`void ${name};`);
    }
  }
  return [
    'import { Bluesky, type Session } from "bluesky";',
    ...[...imports].map(([path, alias]) => `import * as ${alias} from "${path}";`),
    "declare const bsky: Bluesky<Session>;",
    "type KeyOf<T> = T extends object ? keyof T : never;",
    "type Option<Given extends readonly unknown[]> = KeyOf<Given[number]>;",
    ...lines,
    "",
  ].join("\n");
}

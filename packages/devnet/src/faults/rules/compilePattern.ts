import { invalidOption } from "../../errors/DevnetError.ts";
import type { Pattern } from "./Pattern.ts";

/**
 * Whether texts fit a pattern. `undefined` where there is none.
 *
 * @throws {DevnetError} `invalid_option`, about the option that it is
 */
export function compilePattern(where: string, pattern: Pattern | undefined): ((text: string) => boolean) | undefined {
  if (pattern === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(pattern) ? pattern : [pattern];
  const tests = list.map((item) => {
    // `search` has no state, unlike `test` on an expression with the flag g.
    if (item instanceof RegExp) return (text: string) => text.search(item) !== -1;
    if (typeof item !== "string") throw invalidOption(where, "a string, a RegExp or a list of these", item);
    if (item.endsWith("*")) return (text: string) => text.startsWith(item.slice(0, -1));
    return (text: string) => text === item;
  });
  return (text) => tests.some((test) => test(text));
}

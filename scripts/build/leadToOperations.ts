import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { decodeMappings, encodeMappings, type Mapping, type SourceMap } from "./sourceMappings.ts";

/** Where a name, and the declaration that it is in, begin and end within one line. */
interface Span {
  readonly line: number;
  readonly start: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly end: number;
}

/**
 * Makes editors lead from an operation's name, as in `bsky.app.bsky.feed.getTimeline`, to the operation in its lexicon's
 * module: `export const getTimeline`. The compiler's declaration map leads to the member of an interface that stands between
 * them, in the tree of operations.
 *
 * @param declarations the tree's declarations, `tree.d.ts`, with their map beside them
 * @throws Error when there is an operation in the tree that it does not find in the sources
 */
export function leadToOperations(declarations: string): void {
  const text = readFileSync(declarations, "utf8");
  const map: SourceMap = JSON.parse(readFileSync(`${declarations}.map`, "utf8"));
  const modules = importedModules(text);
  const sources = [...map.sources];
  const added: Mapping[] = [];
  for (const { local, span } of findMembers(text)) {
    const imported = modules.get(local);
    if (!imported) throw new Error(`${declarations} has a member for ${local}, which it does not import`);
    modules.delete(local);
    const source = posix.join(posix.dirname(map.sources[0] ?? ""), imported.module);
    const target = findConstant(readFileSync(join(dirname(declarations), source), "utf8"), imported.name);
    if (!target) throw new Error(`${source} does not export a constant ${imported.name}, to which ${local} leads`);
    const index = sources.push(source) - 1;
    // The ends too: an editor maps both ends of a span, each by itself.
    for (const at of ["start", "nameStart", "nameEnd", "end"] as const) {
      added.push({
        line: span.line,
        column: span[at],
        source: index,
        sourceLine: target.line,
        sourceColumn: target[at],
      });
    }
  }
  if (modules.size > 0) throw new Error(`${declarations} has no members for ${[...modules.keys()].join(", ")}`);
  const mappings = encodeMappings(replaceAt(decodeMappings(map.mappings), added));
  writeFileSync(`${declarations}.map`, JSON.stringify({ ...map, sources, mappings }));
}

/** The operations that a module of declarations imports, by the names that it has for them. */
function importedModules(text: string): Map<string, { name: string; module: string }> {
  const imports = text.matchAll(/^import \{ (\w+)(?: as (\w+))? \} from "\.\/(.+)\.js";$/gm);
  return new Map([...imports].map(([, name = "", local = name, path]) => [local, { name, module: `${path}.ts` }]));
}

/** The members of the tree's interfaces that are operations: `readonly get: BoundOperation<[...], get.Output, ...>;`. */
function findMembers(text: string): { local: string; span: Span }[] {
  return text.split("\n").flatMap((content, line) => {
    const [, indent = "", name = "", local] =
      /^( +)readonly (\w+): Bound(?:Paged)?Operation<\[.*\], (\w+)\.Output, .*;$/.exec(content) ?? [];
    if (local === undefined) return [];
    const [start, nameStart] = [indent.length, indent.length + "readonly ".length];
    return [{ local, span: { line, start, nameStart, nameEnd: nameStart + name.length, end: content.length } }];
  });
}

function findConstant(text: string, name: string): Span | undefined {
  const head = "export const ";
  const lines = text.split("\n");
  const line = lines.findIndex((content) => content.startsWith(`${head}${name}:`));
  const end = lines[line]?.length;
  if (end === undefined) return undefined;
  return { line, start: 0, nameStart: head.length, nameEnd: head.length + name.length, end };
}

/** Mappings with others added, which take the place of those at the same positions. */
function replaceAt(mappings: readonly Mapping[], added: readonly Mapping[]): Mapping[] {
  const positionOf = ({ line, column }: Mapping): string => `${line}:${column}`;
  const taken = new Set(added.map(positionOf));
  const kept = mappings.filter((mapping) => !taken.has(positionOf(mapping)));
  return [...kept, ...added].sort((a, b) => a.line - b.line || a.column - b.column);
}

import type { Definition, DefinitionId, Document } from "../ir/ir.ts";

/** Names that an operation's namespace of types takes. */
const NAMESPACE_NAMES = new Set(["Params", "Input", "Output", "ErrorName", "Argument", "Item", "Message"]);

const RESERVED_WORDS = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
);

/** `replyRef` as the name of a type: `ReplyRef`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^a-zA-Z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/** `app.bsky.feed.post` as an identifier: `AppBskyFeedPost`. */
export function pascalNsid(nsid: string): string {
  return nsid.split(".").map(pascalCase).join("");
}

function lastSegment(nsid: string): string {
  return nsid.slice(nsid.lastIndexOf(".") + 1);
}

function isCallable(definition: Definition): boolean {
  return definition.kind === "query" || definition.kind === "procedure" || definition.kind === "subscription";
}

/**
 * The name under which a module exports each of its definitions: PascalCase for what has a schema, lowerCamel for
 * operations, with the suffix `Def` where another definition of the document has the name.
 *
 * @example
 * ```ts
 * exportNames(program.documentOf("app.bsky.feed.post")).get("app.bsky.feed.post#replyRef"); // "ReplyRef"
 * ```
 */
export function exportNames(document: Document): ReadonlyMap<DefinitionId, string> {
  const names = new Map<DefinitionId, string>();
  const taken = new Set<string>();
  const main = document.definitions.find(({ name }) => name === "main");
  if (main) {
    const last = lastSegment(document.nsid);
    const schema = main.kind === "type" || main.kind === "record";
    const plain = schema ? pascalCase(last) : last.charAt(0).toLowerCase() + last.slice(1);
    const name = RESERVED_WORDS.has(plain) ? `${plain}_` : plain;
    names.set(main.id, name);
    taken.add(name);
    if (isCallable(main)) for (const inner of NAMESPACE_NAMES) taken.add(inner);
  }
  for (const definition of document.definitions) {
    if (definition === main) continue;
    let name = pascalCase(definition.name);
    // `check${name}` is exported beside it.
    while (taken.has(name) || taken.has(`check${name}`)) name += "Def";
    names.set(definition.id, name);
    taken.add(name);
  }
  return names;
}

/** A definition's name as `$type` has it: without `#main`. */
export function typeNameOf(id: DefinitionId): string {
  return id.endsWith("#main") ? id.slice(0, -5) : id;
}

export function propertyKey(name: string): string {
  return /^[a-zA-Z_$][a-zA-Z0-9_$]*$/.test(name) ? name : JSON.stringify(name);
}

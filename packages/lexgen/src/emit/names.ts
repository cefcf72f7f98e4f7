import type { Definition, DefinitionId, Document } from "../ir/ir.ts";

/** Names that an operation's namespace of types takes. */
const NAMESPACE_NAMES = new Set(["Params", "Input", "Output", "ErrorName", "Argument", "Item", "Message"]);

/**
 * What no module can call something of its own: words of the language, what begins a type, the names that have one meaning in every
 * module, those that TypeScript keeps for itself where it writes CommonJS, and `then`, which would make a promise of a module.
 */
const RESERVED_WORDS = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof var void while with yield " +
    "infer keyof readonly unique globalThis undefined exports require then"
  ).split(" "),
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
    // An operation exports the checks of its parts under names of their own.
    const partCheck = isCallable(main) && NAMESPACE_NAMES.has(plain.replace(/^check/, ""));
    const name = RESERVED_WORDS.has(plain) || partCheck ? `${plain}_` : plain;
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

/**
 * The names that a module exports, with those of the checks beside its definitions.
 */
export function namesOfModule(document: Document): ReadonlySet<string> {
  const names = [...exportNames(document).values()];
  const parts = document.definitions.some(isCallable) ? [...NAMESPACE_NAMES] : [];
  return new Set([...names, ...[...names, ...parts].map((name) => `check${name}`)]);
}

/** The first of `wanted`, `wanted2`, `wanted3` ... that is free; it is taken then. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}

/** A definition's name as `$type` has it: without `#main`. */
export function typeNameOf(id: DefinitionId): string {
  return id.endsWith("#main") ? id.slice(0, -5) : id;
}

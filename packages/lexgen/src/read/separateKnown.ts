import { isDeepStrictEqual } from "node:util";
import type { LexiconSource } from "./LexiconSource.ts";

/** What is to be compiled, and what it may refer to, without documents in common. */
export interface SeparatedSources {
  /** What has to be compiled. */
  readonly sources: readonly LexiconSource[];
  /** What is imported. */
  readonly external: readonly LexiconSource[];
  /** The documents that the packages have too, in the same version: not to be compiled, but imported. */
  readonly known: readonly string[];
  /** The documents that the packages have in another version: these are compiled, and the packages' left alone. */
  readonly changed: readonly string[];
}

/**
 * Decides what happens to documents that are both to be compiled and in a package with modules of its own: as when a
 * folder holds copies of the lexicons that its own ones refer to.
 *
 * @example
 * ```ts
 * const { sources, external } = separateKnown([await readFolder("lexicons")], [await readPackage("bluesky", ".")]);
 * const { files } = compile({ sources, external });
 * ```
 */
export function separateKnown(sources: readonly LexiconSource[], external: readonly LexiconSource[]): SeparatedSources {
  const theirs = new Map(external.flatMap(({ documents }) => documents.map(({ json }) => [idOf(json), json] as const)));
  const known = new Set<unknown>();
  const changed = new Set<unknown>();
  for (const { json } of sources.flatMap(({ documents }) => documents)) {
    const id = idOf(json);
    if (!theirs.has(id)) continue;
    (isDeepStrictEqual(content(json), content(theirs.get(id))) ? known : changed).add(id);
  }
  return {
    sources: without(sources, known),
    external: without(external, changed),
    known: [...known].map(String).sort(),
    changed: [...changed].map(String).sort(),
  };
}

function without(sources: readonly LexiconSource[], ids: ReadonlySet<unknown>): LexiconSource[] {
  return sources.map(({ name, documents }) => ({
    name,
    documents: documents.filter(({ json }) => !ids.has(idOf(json))),
  }));
}

/** The id, where there is one: what is no document is reported when it is parsed. */
function idOf(json: unknown): string | undefined {
  const id = typeof json === "object" && json !== null ? (json as { id?: unknown }).id : undefined;
  return typeof id === "string" ? id : undefined;
}

/** A document without what differs between copies of it: `lex:` before refs, and the `$type` of a published one. */
function content(json: unknown): unknown {
  const { $type: _, ...rest } = json as { $type?: unknown }; // it has an id
  return JSON.parse(JSON.stringify(rest).replaceAll('"lex:', '"'));
}

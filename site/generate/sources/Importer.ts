import { exportNames, type Program } from "bluesky-lexgen";
import { namespaceOf } from "../lexicons/Lexicons.ts";
import type { Api } from "./Api.ts";
import { freeNames } from "./freeNames.ts";

/** Puts the imports before an example that it takes for granted. */
export class Importer {
  readonly #api: Api;
  /** Where the main definitions of lexicons are exported, by name: `Post` of `bluesky/app/bsky/feed`. */
  readonly #lexicons = new Map<string, string>();

  constructor(api: Api, program: Program) {
    this.#api = api;
    for (const document of program.documents) {
      for (const [id, name] of exportNames(document)) {
        // Bluesky's own before others: `getPreferences` of people, not of notifications.
        if (id.endsWith("#main") && !this.#lexicons.has(name)) this.#lexicons.set(name, namespaceOf(document.nsid));
      }
    }
  }

  /** The example with its imports. Those that it has stay. */
  complete(example: string, specifier: string): string {
    const wanted = new Map<string, string[]>();
    for (const name of freeNames(example)) {
      const from = this.#sourceOf(name, example, specifier);
      if (from) wanted.set(from, [...(wanted.get(from) ?? []), name]);
    }
    if (wanted.size === 0) return example;
    const lines = [...wanted]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([from, names]) => this.#importLine(names, from));
    const apart = example.startsWith("import ") ? "" : "\n";
    return `${lines.join("\n")}\n${apart}${example}`;
  }

  #sourceOf(name: string, example: string, specifier: string): string | undefined {
    const found = this.#api.find(name, specifier);
    const lexicon = this.#lexicons.get(name);
    const isCalled = new RegExp(`(?<![.\\w])${name}(?:\\.\\w+)*[(\\x60]`).test(example);
    // What is only handed on is what a program has, whatever it is called: `post`, `did`, `text`.
    const isConstant = /[A-Z]/.test(name) && found?.declaration.kinds.includes("constant");
    if (/^[a-z]/.test(name) && !isCalled && !isConstant) return;
    if (!found?.isValue) return lexicon ?? found?.specifier;
    const isNear = this.#api.exports.some((one) => one.specifier === specifier && one.name === name);
    return isNear ? specifier : found.specifier;
  }

  #importLine(names: readonly string[], from: string): string {
    const isType = (name: string): boolean =>
      this.#api.exports.some((one) => one.specifier === from && one.name === name && !one.isValue);
    if (names.every(isType)) return `import type { ${names.join(", ")} } from "${from}";`;
    return `import { ${names.map((name) => (isType(name) ? `type ${name}` : name)).join(", ")} } from "${from}";`;
  }
}

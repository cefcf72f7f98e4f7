/** The parts of the SDK that generated code imports from. */
export type RuntimePart = "schema" | "data" | "syntax" | "xrpc";

/** What one module imports from the SDK's runtime. A name that the module has itself is imported under another. */
export class Runtime {
  readonly #taken: ReadonlySet<string>;
  readonly #types = new Map<RuntimePart, Set<string>>();
  readonly #values = new Map<RuntimePart, Set<string>>();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  type(part: RuntimePart, name: string): string {
    return this.#add(this.#types, part, name);
  }

  value(part: RuntimePart, name: string): string {
    return this.#add(this.#values, part, name);
  }

  imports(): { from: RuntimePart; types: string[]; values: string[] }[] {
    const parts: RuntimePart[] = ["data", "schema", "syntax", "xrpc"];
    return parts
      .map((from) => ({
        from,
        types: [...(this.#types.get(from) ?? [])].sort(),
        values: [...(this.#values.get(from) ?? [])].sort(),
      }))
      .filter(({ types, values }) => types.length || values.length);
  }

  #add(map: Map<RuntimePart, Set<string>>, part: RuntimePart, name: string): string {
    const names = map.get(part) ?? new Set();
    const local = this.#taken.has(name) ? `runtime_${name}` : name;
    map.set(part, names.add(local === name ? name : `${name} as ${local}`));
    return local;
  }
}

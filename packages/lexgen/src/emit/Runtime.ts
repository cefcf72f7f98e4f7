/** What one module imports from the SDK's runtime. A name that the module has itself is imported under another. */
export class Runtime {
  readonly #taken: ReadonlySet<string>;
  readonly #types = new Set<string>();
  readonly #values = new Set<string>();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** Imports a type of the runtime and returns its local name. */
  type(name: string): string {
    return this.#add(this.#types, name);
  }

  /** Imports a value of the runtime and returns its local name. */
  value(name: string): string {
    return this.#add(this.#values, name);
  }

  /** The import statements for everything that was used. */
  imports(): { readonly types: string[]; readonly values: string[] } {
    return { types: [...this.#types].sort(), values: [...this.#values].sort() };
  }

  #add(names: Set<string>, name: string): string {
    const local = this.#taken.has(name) ? `runtime_${name}` : name;
    names.add(local === name ? name : `${name} as ${local}`);
    return local;
  }
}

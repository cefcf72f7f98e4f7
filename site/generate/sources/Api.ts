import { join, relative } from "node:path";
import { readSurface } from "../../../surface/readSurface.ts";
import { type Declaration, readDeclaration } from "./Declaration.ts";

/** A name that a subpath exports. */
export interface ApiExport {
  /** `bluesky/actions`. */
  readonly specifier: string;
  readonly name: string;
  readonly isType: boolean;
  readonly isValue: boolean;
  readonly path: string;
  readonly declaration: Declaration;
  /** The export that has the whole page; others of the same thing refer to it. */
  readonly main: ApiExport | undefined;
}

const folder = join(import.meta.dirname, "../../../packages/bluesky");

/** What the package exports, but for lexicons and models. */
export class Api {
  readonly exports: readonly ApiExport[];
  readonly #byName: ReadonlyMap<string, readonly ApiExport[]>;

  constructor(exports: readonly ApiExport[]) {
    this.exports = exports;
    this.#byName = Map.groupBy(exports, ({ name }) => name);
  }

  static read(): Api {
    const found: (Omit<ApiExport, "main"> & { main: ApiExport | undefined })[] = [];
    for (const { specifier, exports } of readSurface(folder)) {
      const lower = Map.groupBy(exports.keys(), (name) => name.toLowerCase());
      for (const [name, { kind, file, declared }] of exports) {
        const declaration = readDeclaration(file, declared);
        if (!declaration) throw new Error(`${file} does not declare ${declared}`);
        const isType = kind !== "value";
        // Not every disk can hold `List` beside `list`.
        const isSecond = (lower.get(name.toLowerCase())?.length ?? 0) > 1 && kind === "type";
        const path = `/api/${specifier}/${isSecond ? `${name}-type` : name}/`;
        found.push({ specifier, name, isType, isValue: kind !== "type", path, declaration, main: undefined });
      }
    }
    for (const same of Map.groupBy(found, ({ declaration }) => `${declaration.file} ${declaration.name}`).values()) {
      const [main, ...others] = [...same].sort((a, b) => rank(a) - rank(b));
      for (const other of others) other.main = main;
    }
    return new Api(found);
  }

  /** Where a name that types mention is documented; `near` is the subpath that mentions it. */
  find(name: string, near: string): ApiExport | undefined {
    const all = this.#byName.get(name) ?? [];
    const found = all.find(({ specifier }) => specifier === near) ?? all.find(({ main }) => main === undefined);
    return found?.main ?? found;
  }

  /** The subpaths, with what each exports. */
  get subpaths(): ReadonlyMap<string, readonly ApiExport[]> {
    return Map.groupBy(this.exports, ({ specifier }) => specifier);
  }
}

/** Whose page is the whole one: the subpath in whose folder it is, then small subpaths, then those that gather. */
function rank({ specifier, declaration }: Pick<ApiExport, "specifier" | "declaration">): number {
  const part = relative(join(folder, "src"), declaration.file).split(/[\\/]/)[0];
  if (specifier === "bluesky/runtime") return 4;
  if (specifier === `bluesky/${part}`) return 0;
  if (specifier === "bluesky" && part === "class") return 0;
  return specifier === "bluesky" ? 3 : specifier === "bluesky/client" ? 1 : 2;
}

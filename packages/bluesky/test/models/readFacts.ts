import { readFile } from "node:fs/promises";

/** A property of a model of the original SDK. */
export interface FieldFact {
  readonly name: string;
  readonly required: boolean;
  /** `string`, `Date`, `components.AppBskyFeedDefsPostView[]` ... */
  readonly type: string;
}

export type ModelFact =
  | { readonly kind: "fields"; readonly fields: readonly FieldFact[] }
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "variants"; readonly variants: readonly string[] };

export interface Facts {
  readonly operations: ReadonlyMap<string, ModelFact>;
  readonly components: ReadonlyMap<string, ModelFact>;
  /** The names that each operation's error had beside the three that all of them have. */
  readonly errors: ReadonlyMap<string, readonly string[]>;
}

type Written = readonly string[] | { readonly values: readonly string[] } | { readonly variants: readonly string[] };

/** What the original SDK, version 0.4.0, exported as its models. */
export async function readFacts(): Promise<Facts> {
  const file = new URL("./fixtures/names.json", import.meta.url);
  const json = JSON.parse(await readFile(file, "utf8")) as {
    operations: { [name: string]: Written };
    components: { [name: string]: Written };
    errors: { [name: string]: string[] };
  };
  const models = (scope: { [name: string]: Written }): Map<string, ModelFact> =>
    new Map(Object.entries(scope).map(([name, written]) => [name, factOf(written)]));
  return {
    operations: models(json.operations),
    components: models(json.components),
    errors: new Map(Object.entries(json.errors)),
  };
}

function factOf(written: Written): ModelFact {
  if ("variants" in written) return { kind: "variants", variants: written.variants };
  if (isList(written)) {
    const fields = written.map((line) => {
      const [name = "", type = ""] = line.split(": ");
      return { name: name.replace("?", ""), required: !name.endsWith("?"), type };
    });
    return { kind: "fields", fields };
  }
  return { kind: "values", values: written.values };
}

/** `Array.isArray` does not tell a readonly array from the rest. */
function isList<T>(value: T): value is Extract<T, readonly unknown[]> {
  return Array.isArray(value);
}

import { type Node, type Program, stringLiteral } from "bluesky-lexgen";
import { emitError, planErrors } from "./emitErrors.ts";
import { checksOf, emitModel } from "./emitModel.ts";
import { ERROR_CLASSES } from "./errorClasses.ts";
import { ModelFile, type Paths } from "./ModelFile.ts";
import { planModels } from "./planModels.ts";

/**
 * The modules of `bluesky/models/*`: one for each namespace, and for each of the three subpaths an index that lists
 * every name. There is no module of all: eight names mean different things as operations and as components.
 */
export function emitModels(program: Program, banner: string): Map<string, string> {
  const files = new Map<string, string>();
  const models = planModels(program);
  for (const scope of ["operations", "components"] as const) {
    const own = models.filter((model) => model.scope === scope);
    const names = writeNamespaces(files, scope, own, program, banner, emitModel, checksOf);
    const more = scope === "components" ? SECURITY : "";
    files.set(`${scope}/index.ts`, `${banner}\n${indexOf(names)}${more}`);
  }
  const names = writeNamespaces(files, "errors", planErrors(program), program, banner, emitError);
  const classes = Object.entries(ERROR_CLASSES).map(([name, [module, own]]) => {
    return `export { ${own === name ? name : `${own} as ${name}`} } from ${stringLiteral(`../../${module}.ts`)};\n`;
  });
  files.set("errors/index.ts", `${banner}\n${indexOf(names)}${classes.join("")}`);
  return files;
}

/** The one model that is of no lexicon. */
const SECURITY = `
/** How the original SDK took an access token. */
export interface Security {
  bearer?: string | undefined;
}
`;

function writeNamespaces<M extends { readonly nsid: string; readonly name: string }>(
  files: Map<string, string>,
  folder: string,
  models: readonly M[],
  program: Program,
  banner: string,
  emit: (model: M, file: ModelFile) => string,
  checks?: (models: readonly M[]) => Map<string, Node>,
): Map<string, string[]> {
  const byNamespace = Map.groupBy(models, ({ nsid }) => nsid.slice(0, nsid.lastIndexOf(".")).replaceAll(".", "/"));
  const names = new Map<string, string[]>();
  for (const [namespace, list] of [...byNamespace].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const up = "../".repeat(namespace.split("/").length + 1);
    const paths: Paths = {
      runtime: `${up}runtime.ts`,
      document: (nsid) => `${up}lexicons/${nsid.replaceAll(".", "/")}.ts`,
    };
    const file = new ModelFile(program, paths, checks?.(list));
    const texts = list.map((model) => emit(model, file));
    const imports = file.imports();
    files.set(`${folder}/${namespace}.ts`, [banner, imports, ...texts, ...file.functions()].filter(Boolean).join("\n"));
    names.set(namespace, list.map(({ name }) => name).sort());
  }
  return names;
}

function indexOf(names: ReadonlyMap<string, readonly string[]>): string {
  return [...names]
    .map(
      ([path, list]) =>
        `export {\n${list.map((name) => `  ${name},\n`).join("")}} from ${stringLiteral(`./${path}.ts`)};\n`,
    )
    .join("");
}

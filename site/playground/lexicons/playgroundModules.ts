import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";
import { collectOperations, type LexiconDocument } from "./collectOperations.ts";

/**
 * Gives a bundle the modules `playground:index` and, for each namespace, one with what forms are made of and with its operations
 * and records. Namespaces are imported when they are needed, so each becomes a chunk of its own: schemas and validators come
 * together, in one request and from the same lexicons.
 *
 * @param path of the package's `lexicons.json`
 */
export function playgroundModules(path: string): Plugin {
  const documents: LexiconDocument[] = JSON.parse(readFileSync(path, "utf8"));
  const { index, namespaces } = collectOperations(documents);
  const resolveDir = import.meta.dirname;
  return {
    name: "playground",
    setup(build) {
      build.onResolve({ filter: /^playground:/ }, (request) => ({ path: request.path, namespace: "playground" }));
      build.onLoad({ filter: /^playground:index$/, namespace: "playground" }, () => ({
        contents: makeIndex(index, [...namespaces.keys()]),
        resolveDir,
      }));
      build.onLoad({ filter: /^playground:.+\..+$/, namespace: "playground" }, (request) => {
        const name = request.path.slice("playground:".length);
        const entry = JSON.stringify(`bluesky/${name.replaceAll(".", "/")}`);
        const collected = JSON.stringify(JSON.stringify(namespaces.get(name)));
        // A text that is parsed is smaller and faster than the same as code.
        const contents = `import * as exports from ${entry};\nexport { exports };\nexport const collected = JSON.parse(${collected});`;
        return { contents, resolveDir };
      });
    },
  };
}

function makeIndex(index: object, names: readonly string[]): string {
  const imports = names.map((name) => `${JSON.stringify(name)}: () => import("playground:${name}")`);
  return [
    `export const index = JSON.parse(${JSON.stringify(JSON.stringify(index))});`,
    `export const namespaces = { ${imports.join(", ")} };`,
  ].join("\n");
}

import type { Program } from "../ir/Program.ts";
import { stringLiteral } from "./literal.ts";
import { exportNames, namesOfModule } from "./names.ts";

/** The namespaces of a program, each with what its module says: `export { getTimeline } from "./feed/getTimeline.ts"`. */
export function emitBarrels(program: Program, extension: string): Map<string, string> {
  const lines = new Map<string, string[]>();
  const own = new Map(program.documents.map((document) => [document.nsid, namesOfModule(document)] as const));
  for (const document of program.documents) {
    const main = document.definitions.find(({ name }) => name === "main");
    const name = main && exportNames(document).get(main.id);
    if (!name) continue;
    const segments = document.nsid.split(".");
    const last = segments.pop();
    // Where a document has the namespace's name, its own names come first.
    if (own.get(segments.join("."))?.has(name)) continue;
    const path = segments.join("/");
    const list = lines.get(path) ?? [];
    list.push(`export { ${name} } from ${stringLiteral(`./${segments.at(-1)}/${last}${extension}`)};\n`);
    lines.set(path, list);
  }
  return new Map([...lines].map(([path, list]) => [path, list.sort().join("")]));
}

import { relative } from "node:path";
import type { Export, Parameter } from "./readExports.ts";
import type { EntryPoint } from "./readSurface.ts";

/** The subject, what it is about in up to three, and the options. */
const MOST = 5;

/** Names that cannot be imported as they are. */
const RESERVED: readonly string[] = ["delete", "default", "export", "import", "new", "return", "switch", "with"];

/**
 * Holds public functions to one shape: the subject first, then what it is about, then one options object. Functions that take
 * a client take it first; `with...` are factories that take options alone; a name can be imported as it is, and a thing
 * has one name.
 *
 * @param root what the places that are named are relative to
 * @returns one sentence for each function that breaks a rule, with file and line
 */
export function checkShapes(surface: readonly EntryPoint[], root: string): string[] {
  const names = new Map<string, string>();
  return surface.flatMap(({ specifier, exports }) =>
    [...exports].flatMap(([name, found]) => {
      const place = `${relative(root, found.file)}:${found.line}`;
      const faults = found.signatures.flatMap((parameters) => faultsOf(name, parameters));
      if (RESERVED.includes(name)) faults.push("is no name to import");
      const key = `${found.file} ${found.declared}`;
      const other = names.get(key) ?? name;
      names.set(key, other);
      if (other !== name) faults.push(`is ${other} under another name`);
      return [...new Set(faults)].map((fault) => `${place} ${name} of ${specifier} ${fault}`);
    }),
  );
}

function faultsOf(name: string, parameters: readonly Parameter[]): string[] {
  const faults: string[] = [];
  const last = parameters.length - 1;
  for (const [index, { name: parameter, optional, type }] of parameters.entries()) {
    if (optional && parameter !== "options")
      faults.push(`takes an optional \`${parameter}\`: that belongs into the options`);
    if (parameter === "options" && index < last) faults.push("takes something after its options");
    if (/^boolean\b/.test(type)) faults.push(`takes a boolean, \`${parameter}\`: that belongs into the options`);
    if (/^Client(?:Like)?$/.test(type) && (index > 0 || parameter !== "client"))
      faults.push("takes a client, but not first as `client`");
  }
  if (parameters.length > MOST) faults.push(`takes ${parameters.length} parameters: at most ${MOST}`);
  if (/^with[A-Z]/.test(name) && parameters.some(({ name: parameter }) => parameter !== "options")) {
    faults.push("is a factory, and takes options alone");
  }
  return faults;
}

/**
 * Holds public declarations to having a doc comment, and those of functions that do something (that are async, or take a client or
 * options) to an example.
 *
 * @returns one sentence for each that lacks one, with file and line
 */
export function checkDocs(surface: readonly EntryPoint[], root: string): string[] {
  const seen = new Set<Export["file"]>();
  return surface.flatMap(({ exports }) =>
    [...exports].flatMap(([name, { file, line, doc, kind, declared, signatures }]) => {
      if (seen.has(`${file} ${declared}`)) return [];
      seen.add(`${file} ${declared}`);
      const place = `${relative(root, file)}:${line} ${name}`;
      if (!doc) return [`${place} has no doc comment`];
      const acts = signatures.some((parameters) =>
        parameters.some(({ name: parameter }) => /^(?:client|options)$/.test(parameter)),
      );
      return kind !== "type" && acts && !doc.includes("@example") ? [`${place} has no example`] : [];
    }),
  );
}

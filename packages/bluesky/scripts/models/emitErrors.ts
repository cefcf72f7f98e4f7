import { comment, type Program, pascalNsid, stringLiteral, valueKey } from "bluesky-lexgen";
import { SHORT_ERRORS } from "./shortNames.ts";

/** Names of errors that any server may answer with, whatever the lexicon declares; the original listed them too. */
const ANYWHERE = ["InvalidRequest", "ExpiredToken", "InvalidToken"];

/** The error names of one operation: a union, and an object of them. */
export interface ErrorModel {
  readonly name: string;
  readonly nsid: string;
  readonly values: readonly string[];
}

export function planErrors(program: Program): ErrorModel[] {
  return program.documents.flatMap(({ nsid, definitions }) =>
    definitions.flatMap((definition) => {
      if (!("errors" in definition)) return [];
      const values = [...new Set([...ANYWHERE, ...definition.errors.map(({ name }) => name)])];
      const short = Object.keys(SHORT_ERRORS).filter((name) => SHORT_ERRORS[name] === nsid);
      return [`${pascalNsid(nsid)}Error`, ...short].map((name) => ({ name, nsid, values }));
    }),
  );
}

export function emitError({ name, nsid, values }: ErrorModel): string {
  const list = values.map(stringLiteral).join(" | ");
  const object = values.map((value) => `${valueKey(value)}: ${stringLiteral(value)}`).join(", ");
  const doc = comment([`The errors that \`${nsid}\` declares, and those that any call may end in.`]);
  return `${doc}export type ${name} = ${list};\n${doc}export const ${name}: { readonly [Name in ${name}]: Name } = { ${object} };\n`;
}

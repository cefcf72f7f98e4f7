import type { Export, Parameter } from "./readExports.ts";
import type { EntryPoint } from "./readSurface.ts";

/** The names that each entry point of a package exports; of functions with their parameters. */
export function describeExports(surface: readonly EntryPoint[]): string {
  const sections = surface.map(({ specifier, exports }) => {
    const lines = [...exports].map(([name, found]) => `  ${name}: ${found.kind}${signaturesOf(found)}\n`);
    return `${specifier}\n${lines.join("")}`;
  });
  return sections.join("\n");
}

function signaturesOf({ signatures }: Export): string {
  return signatures.map((parameters) => ` (${parameters.map(spell).join(", ")})`).join("");
}

function spell({ name, optional }: Parameter): string {
  return optional ? `${name}?` : name;
}

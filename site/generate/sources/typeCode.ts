import type { Api } from "./Api.ts";

/** A type as code in HTML, in which names that have a page are links. */
export function typeCode(type: string, api: Api, near: string): string {
  const parts = type
    .replaceAll(/\s+/g, " ")
    .split(/("(?:[^"\\]|\\.)*"|\b[A-Za-z_]\w*\b)/)
    .map((part, index, all) => {
      if (index % 2 === 0 || !/^[A-Z]/.test(part)) return literally(part);
      // What is asked of a thing (`.name`), and what names a parameter, is no type.
      const isNamed = /\.\s*$/.test(all[index - 1] ?? "") || /^\??:/.test(all[index + 1] ?? "");
      const found = isNamed ? undefined : api.find(part, near);
      return found ? `<a href="${found.path}">${part}</a>` : literally(part);
    });
  return `<code>${parts.join("")}</code>`;
}

/** Every character that Markdown or HTML would take for its own. */
function literally(text: string): string {
  return text.replaceAll(/[&<>|{}*_`[\]~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

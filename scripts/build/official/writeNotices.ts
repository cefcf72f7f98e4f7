import type { BundledPackage } from "./listPackages.ts";

const rule = "-".repeat(80);

/**
 * The file that goes along with other people's code: who wrote it, and under which licence. A text that several packages
 * share, with the names in it, stands there once. Packages without such a text are named.
 *
 * @param packages in the order of the file
 */
export function writeNotices(packages: readonly BundledPackage[]): string {
  const byText = Map.groupBy(
    packages.filter(({ text }) => text !== ""),
    ({ text }) => text,
  );
  const bare = packages.filter(({ text }) => text === "");
  const carrying = packages.filter(({ carries }) => carries.length > 0);
  const parts = [
    `The files in this folder contain ${packages.length} packages by other authors, each under its own licence.`,
    ...(bare.length > 0
      ? [
          `These have no licence file. Their package.json says:\n\n${bare.map((found) => `  ${line(found)}`).join("\n")}`,
        ]
      : []),
    ...carrying.map(
      (found) =>
        `${found.name} ${found.version} was bundled by its authors. By its source map it contains parts of:\n\n` +
        wrap(found.carries.join(", ")),
    ),
    ...[...byText].map(([text, group]) => `${rule}\n${group.map(line).join("\n")}\n${rule}\n\n${text}`),
  ];
  return `${parts.join("\n\n")}\n`;
}

function line({ name, version, license, text }: BundledPackage): string {
  return `${name} ${version} (${license || (text === "" ? "no licence" : "see below")})`;
}

/** Breaks a text into lines of at most 78 characters, and indents them. */
function wrap(text: string): string {
  return text.replaceAll(/(.{1,78})(?: |$)/g, "  $1\n").trimEnd();
}

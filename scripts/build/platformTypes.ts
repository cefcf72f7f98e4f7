import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The types of platforms that declarations may name, with the parameters of those that have some. */
const TYPES: Readonly<Record<string, string>> = {
  AbortController: "",
  AbortSignal: "",
  Blob: "",
  BodyInit: "",
  CryptoKey: "",
  File: "",
  FormData: "",
  Headers: "",
  MessageEvent: "T = any",
  ReadableStream: "R = any",
  ReadableStreamDefaultReader: "R = any",
  ReadableStreamReadResult: "T",
  Request: "",
  RequestInit: "",
  RequestRedirect: "",
  Response: "",
  Storage: "",
  URL: "",
  URLSearchParams: "",
  WebSocket: "",
};

const FILE = "platformTypes";

/**
 * Lets declarations compile where there are no types of a platform: with `lib: ["es2022"]` alone, and without
 * `skipLibCheck`. Whatever a declaration takes from the platform (`AbortSignal`, `Response`, `fetch`), it then takes from one
 * module, where it is `any` if nothing declares it. With the types of a browser, of Node or of Workers nothing changes.
 *
 * The import comes last, and what is replaced keeps its length: declaration maps stay true.
 *
 * @param outDir the folder of the declarations
 */
export function platformTypes(outDir: string): void {
  const lines = Object.entries(TYPES).map(([name, parameters]) => {
    const names = parameters.replaceAll(/ = \w+/g, "");
    return declare(`${name}${parameters && `<${parameters}>`}`, `globalThis.${name}${names && `<${names}>`}`);
  });
  for (const path of globSync("**/*.d.ts", { cwd: outDir })) {
    const file = join(outDir, path);
    const before = readFileSync(file, "utf8");
    const text = before.replaceAll(/typeof (?:globalThis\.)?fetch\b/g, (found) => "Fetch".padEnd(found.length));
    const used = freeNames(text);
    if (used.length === 0) continue;
    const up = posix.relative(posix.dirname(path.replaceAll("\\", "/")), FILE);
    const specifier = up.startsWith(".") ? up : `./${up}`;
    // Before the line that names the map, which is the last one.
    const [, code = "", end = ""] = /^([\s\S]*?)(\/\/# sourceMappingURL=\S*\s*)?$/.exec(text) ?? [];
    writeFileSync(file, `${code}import type { ${used.join(", ")} } from "${specifier}.js";\n${end}`);
  }
  writeFileSync(join(outDir, `${FILE}.d.ts`), [...lines, declare("Fetch", "typeof globalThis.fetch")].join(""));
}

function declare(name: string, type: string): string {
  return `// @ts-ignore: any, where nothing declares it\nexport type ${name} = ${type};\n`;
}

/** The names of the platform's types that a declaration uses and neither declares nor imports. */
function freeNames(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  return [...Object.keys(TYPES), "Fetch"].filter((name) => {
    const own = new RegExp(
      `\\b(?:interface|type|class|const|enum|function|namespace) ${name}\\b|^import .*\\b${name}\\b`,
      "m",
    );
    return new RegExp(`(?<![\\w$."'])${name}(?![\\w$"':?])`).test(code) && !own.test(code);
  });
}

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { readFacts } from "./readFacts.ts";

const root = path.join(import.meta.dirname, "../../../..");
const folder = await mkdtemp(path.join(tmpdir(), "bluesky-models-"));
after(() => rm(folder, { recursive: true, force: true }));

const EXAMPLE = `
import { ComAtprotoServerCreateSessionResponseBody } from "bluesky/models/operations";

let value: ComAtprotoServerCreateSessionResponseBody = {
  accessJwt: "<value>",
  refreshJwt: "<value>",
  handle: "<value>",
  did: "<id>",
};
`;

/** A program that compiles only if every name has the original's fields with its types and required marks. */
async function program(): Promise<string> {
  const facts = await readFacts();
  const listed = JSON.parse(await readFile(new URL("./differences.json", import.meta.url), "utf8")) as {
    [kind: string]: { where: string[] }[];
  };
  const differs = (kind: string, place: string): boolean =>
    listed[kind]?.some(({ where }) => where.includes(place)) ?? false;
  const lines = [
    `import type * as operations from "bluesky/models/operations";`,
    `import type * as components from "bluesky/models/components";`,
    `type Optional<T, K extends keyof T> = {} extends Pick<T, K> ? true : false;`,
    `type Plain = { [key: string]: unknown };`,
    `declare function check<Expected>(expected: Expected): void;`,
  ];
  for (const scope of ["operations", "components"] as const) {
    for (const [name, fact] of facts[scope]) {
      const type = `${scope}.${name}`;
      lines.push(`declare const ${scope}_${name}: ${type};`);
      if (fact.kind === "values") {
        for (const value of fact.values) lines.push(`const ${scope}_${name}_${lines.length}: ${type} = "${value}";`);
      } else if (fact.kind === "fields") {
        for (const field of fact.fields) {
          const place = `${type}.${field.name}`;
          if (differs("missing", place)) continue;
          const flipped = differs("required", place) || differs("optional", place);
          lines.push(`check<Optional<${type}, "${field.name}">>(${field.required === flipped});`);
          if (differs("type", place)) continue;
          const expected = field.type.replace("Date", "string").replace(/\bany\b/, "Plain | { $type: 'blob' }");
          const list = expected.replace(/^(.*\|.*)\[\]$/, "($1)[]");
          lines.push(`check<${list} | null | undefined>(${scope}_${name}.${field.name});`);
        }
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

async function compile(compiler: string): Promise<string> {
  const node = [path.join(root, "node_modules", compiler, "bin/tsc"), "-p", folder, "--pretty", "false"];
  return new Promise((resolve) => {
    execFile(process.execPath, node, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

describe("a program in TypeScript", () => {
  for (const compiler of ["typescript-5.9", "typescript"]) {
    it(`compiles with every name, field and required mark of the original: ${compiler}`, async () => {
      await mkdir(path.join(folder, "node_modules"), { recursive: true });
      await symlink(path.join(root, "packages/bluesky"), path.join(folder, "node_modules/bluesky")).catch(() => {});
      const options = {
        strict: true,
        noEmit: true,
        module: "nodenext",
        target: "es2024",
        lib: ["es2024", "dom", "dom.iterable", "esnext.disposable"],
        types: [],
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        customConditions: ["@bluesky/source"],
      };
      await writeFile(path.join(folder, "package.json"), `{ "type": "module" }`);
      const files = ["example.ts", "facts.ts"];
      await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
      await writeFile(path.join(folder, "example.ts"), EXAMPLE);
      await writeFile(path.join(folder, "facts.ts"), await program());
      const output = await compile(compiler);
      // Whether the sources compile with a program's own options is not the question here; that they are found is.
      const lines = output.split("\n").filter((line) => /^(?:example|facts)\.ts|^error|TS2307/.test(line));
      assert.equal(lines.join("\n"), "");
    });
  }
});

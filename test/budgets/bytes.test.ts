import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { measureBundle } from "./measureBundle.ts";

const source = join(import.meta.dirname, "../../packages/bluesky/src");
const from = (path: string): string => JSON.stringify(join(source, path));

/** A program that needs every schema of every document: of definitions, and of operations' parameters and bodies. */
function everySchema(): string {
  const lines = globSync("lexicons/**/*.ts", { cwd: source })
    .sort()
    .flatMap((path, index) => {
      const text = readFileSync(join(source, path), "utf8");
      const schemas = [...text.matchAll(/^export const (\w+): \w*Schema\b/gm)];
      const bodies = [...text.matchAll(/^export function (check(?:Params|Input|Output|Message))\(/gm)];
      const names = [...schemas, ...bodies].map(([, name]) => `${name} as ${name}${index}`);
      return names.length > 0 ? [`export { ${names.join(", ")} } from ${from(path)};`] : [];
    });
  assert.ok(lines.length > 370, `${lines.length} modules have schemas`);
  return lines.join("\n");
}

describe("gzipped bytes", async () => {
  const timeline = await measureBundle(`
    import { checkOutput } from ${from("lexicons/app/bsky/feed/getTimeline.ts")};
    import { object } from ${from("schema/checks/checks.ts")};
    import { validate } from ${from("schema/checks/validate.ts")};
    export const issuesOf = (value: unknown, strict: boolean) =>
      validate((root, context) => object(context, root, checkOutput), value, strict);
  `);
  const all = await measureBundle(everySchema());

  it(`of getTimeline's validators, both levels, with issues and formats, are at most 5 kB: ${timeline}`, () => {
    assert.ok(timeline <= 5000, `${timeline} bytes`);
  });

  it(`of every schema of every document are at most 65 kB: ${all}`, () => {
    assert.ok(all <= 65_000, `${all} bytes`);
  });
});

/** Writes what the errors say now into the pages under docs/errors. Run it by hand, after messages have changed. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeError, exampleOf, withExample } from "./example.ts";
import { failures } from "./failures.ts";
import { failWith } from "./failWith.ts";

for (const code of Object.keys(failures)) {
  const path = join(import.meta.dirname, "../../docs/errors", `${code}.md`);
  const errors = await failWith(code);
  const wrong = errors.find((error) => error.code !== code);
  if (wrong) console.error(`${code}: it fails with ${describeError(wrong)}`);
  if (wrong || !existsSync(path)) continue;
  const before = readFileSync(path, "utf8");
  const example = errors.map(describeError).join("\n");
  if (exampleOf(before) === example) continue;
  writeFileSync(path, withExample(before, example));
  console.log(`${code}: ${example}`);
}

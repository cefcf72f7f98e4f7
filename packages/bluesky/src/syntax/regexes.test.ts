import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { check } from "recheck";
import ts from "typescript-5.9";

interface Regex {
  where: string;
  source: string;
  flags: string;
}

const root = join(import.meta.dirname, "..");

/** Every regular expression literal of the package, and every constant text given to `RegExp`, but for tests. */
function collect(): Regex[] {
  const found: Regex[] = [];
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts") || /\.(test|types|d)\.ts$|arbitraries\.ts$|differences\.ts$/.test(name)) continue;
    const path = join(root, name);
    const text = readFileSync(path, "utf8");
    // Generated modules are many, and parsing takes time: a regular expression is of use only where one of these is.
    if (!/RegExp|\.(test|exec|match|matchAll|replace|replaceAll|search|split)\(/.test(text)) continue;
    found.push(...inSource(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false), relative(root, path)));
  }
  return found;
}

function inSource(file: ts.SourceFile, name: string): Regex[] {
  const found: Regex[] = [];
  const visit = (node: ts.Node): void => {
    const where = `${name}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      found.push({ where, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(file) === "RegExp") {
      const [source, flags] = node.arguments ?? [];
      // What is put together at run time no scan can judge: it has a test of its own, which the comment names.
      if (source !== undefined && ts.isStringLiteralLike(source)) {
        found.push({
          where,
          source: source.text,
          flags: flags !== undefined && ts.isStringLiteralLike(flags) ? flags.text : "",
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test("every regular expression of the package takes linear time", { timeout: 60_000 }, async () => {
  const all = collect();
  assert.ok(all.length > 10, `found only ${all.length}`);
  const distinct = new Map(all.map((regex) => [`/${regex.source}/${regex.flags}`, regex]));
  const verdicts = [];
  for (const [literal, { where, source, flags }] of distinct) {
    // It tells by time whether an attack works: on a busy machine it may see one where there is none, but not each time.
    for (let turn = 1; ; turn++) {
      const verdict = await check(source, flags, { timeout: 20_000, randomSeed: turn });
      const complexity = "complexity" in verdict ? verdict.complexity?.type : undefined;
      if (verdict.status !== "safe" && turn < 3) continue;
      verdicts.push({ literal, where, status: verdict.status, complexity });
      break;
    }
  }
  assert.deepEqual(
    verdicts.filter(({ status }) => status !== "safe"),
    [],
  );
});

test("the scan finds regular expressions, and the check those that are not linear", async () => {
  const text = 'const a = 1 / 2 / 3; f(/(a+)+$/u); new RegExp("(b|b)*c", "i"); // /no/\nconst s = "/neither/";';
  const found = inSource(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, false), "x.ts");
  assert.deepEqual(
    found.map(({ source, flags }) => [source, flags]),
    [
      ["(a+)+$", "u"],
      ["(b|b)*c", "i"],
    ],
  );
  for (const { source, flags } of found) assert.equal((await check(source, flags)).status, "vulnerable");
});

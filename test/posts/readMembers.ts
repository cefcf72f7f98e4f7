import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript-5.9";

/** Reads a declaration file of an installed package. */
function parse(name: string, path: string): ts.SourceFile {
  const require = createRequire(import.meta.url);
  // Not every package lets its files be resolved.
  const folder = require.resolve.paths(name)?.find((paths) => existsSync(join(paths, name, path)));
  if (!folder) throw new Error(`${name} has no ${path}`);
  const file = join(folder, name, path);
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

/**
 * The names of what a class or an interface has, without what is private, inherited or a type of data.
 *
 * @param kinds `methods`: what can be called; `all`: every property too
 */
export function readMembers(
  name: string,
  path: string,
  declared: string,
  kinds: "methods" | "all" = "methods",
): string[] {
  const names = new Set<string>();
  for (const statement of parse(name, path).statements) {
    if (!(ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement))) continue;
    if (statement.name?.text !== declared) continue;
    for (const member of statement.members) {
      const isPrivate =
        ts.canHaveModifiers(member) &&
        ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
      if (isPrivate || !member.name || !ts.isIdentifier(member.name)) continue;
      const isProperty = ts.isPropertyDeclaration(member) || ts.isPropertySignature(member);
      // `getTimeline: typeof this.app.bsky.feed.getTimeline` can be called, too.
      const isCalled = !isProperty || (member.type && ts.isTypeQueryNode(member.type));
      if (kinds === "all" || isCalled) names.add(member.name.text);
    }
  }
  if (names.size === 0) throw new Error(`${name} declares no ${declared} in ${path}`);
  return [...names].sort();
}

/** The names of the values that a declaration file exports. */
export function readExports(name: string, path: string): string[] {
  const names = parse(name, path).statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map((one) => one.name.getText());
  });
  return names.sort();
}

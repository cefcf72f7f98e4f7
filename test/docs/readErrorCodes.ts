import ts from "typescript-5.9";

/** What the sources say of errors. */
export interface ErrorCodes {
  /** By code, the kind that its errors are of: the narrowest one. */
  readonly codes: ReadonlyMap<string, string>;
  /** By name, the codes of each kind that can be used with `instanceof`. */
  readonly kinds: ReadonlyMap<string, readonly string[]>;
  /** One sentence for each place where the sources contradict themselves, with file and line. */
  readonly faults: readonly string[];
}

/** What the platform calls an aborted wait. Errors of the kind `AbortedError` print under it. */
const ABORT = "AbortError";

/**
 * Reads which codes errors can have, with TypeScript's parser: the interface `ErrorCodes`, the kinds that `errorKind({ ... })` makes, and
 * the names that `createError` and `callError` give to errors.
 *
 * @param modules source texts by path
 */
export function readErrorCodes(modules: ReadonlyMap<string, string>): ErrorCodes {
  const codes = new Map<string, string>();
  const kinds = new Map<string, readonly string[]>();
  const named: { readonly name: string; readonly place: string }[] = [];
  const faults: string[] = [];
  for (const [path, text] of modules) visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  for (const [code, kind] of codes) {
    if (!kinds.get(kind)?.includes(code))
      faults.push(`ErrorCodes has ${code} under ${kind}, which is no kind that has it`);
  }
  for (const [kind, all] of kinds) {
    const unknown = all.filter((code) => !codes.has(code));
    if (unknown.length > 0)
      faults.push(`the kind ${kind} has codes that ErrorCodes does not have: ${unknown.join(", ")}`);
  }
  for (const { name, place } of named) {
    if (name !== ABORT && !kinds.has(name)) faults.push(`${place}: an error is named ${name}, which is no kind`);
  }
  return { codes, kinds, faults };

  function visit(node: ts.Node): void {
    if (ts.isInterfaceDeclaration(node) && node.name.text === "ErrorCodes") {
      for (const member of node.members.filter(ts.isPropertySignature)) {
        for (const code of literalsOf(member.type)) codes.set(code, member.name.getText());
      }
    }
    if (ts.isVariableDeclaration(node) && node.initializer && calleeOf(node.initializer) === "errorKind") {
      const [given] = (node.initializer as ts.CallExpression).arguments;
      const members = given && ts.isObjectLiteralExpression(given) ? given.properties : [];
      kinds.set(
        node.name.getText(),
        members.map((member) => member.name?.getText() ?? ""),
      );
    }
    if (ts.isCallExpression(node) && ["createError", "callError"].includes(calleeOf(node))) {
      const [name] = node.arguments;
      const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
      const place = `${node.getSourceFile().fileName}:${line + 1}`;
      if (name && ts.isStringLiteralLike(name)) named.push({ name: name.text, place });
    }
    ts.forEachChild(node, visit);
  }
}

function calleeOf(node: ts.Node): string {
  return ts.isCallExpression(node) ? node.expression.getText() : "";
}

function literalsOf(type: ts.TypeNode | undefined): string[] {
  if (!type) return [];
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(literalsOf);
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
}

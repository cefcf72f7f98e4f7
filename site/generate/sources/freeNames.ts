import ts from "typescript-5.9";

/** The names that a piece of code uses and does not declare, but for those that every program has. */
export function freeNames(code: string): string[] {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (isDeclaring(node)) declared.add(node.text);
      else if (!isLabel(node)) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...used].filter((name) => !declared.has(name) && !GLOBALS.has(name)).sort();
}

const GLOBALS = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  "const",
  "Record",
  "Partial",
  "Awaited",
  "Parameters",
  "ReturnType",
]);

/** Whether this is where a name is declared. */
function isDeclaring(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent)) return true;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isBindingElement(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isTypeParameterDeclaration(parent);
  return declares && parent.name === node;
}

/** Whether this is the name of a property, not of a variable. */
function isLabel(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) return parent.getChildAt(0) !== node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertySignature(parent)) {
    return parent.name === node;
  }
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

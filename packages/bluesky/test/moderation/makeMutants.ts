import ts from "typescript-5.9";

/** A change of one place of a source, that a test should notice. */
export interface Mutant {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** What stands there, and what would stand there instead. */
  readonly was: string;
  readonly is: string;
}

const SWAPPED: { readonly [kind: number]: readonly string[] } = {
  [ts.SyntaxKind.AmpersandAmpersandToken]: ["||"],
  [ts.SyntaxKind.BarBarToken]: ["&&"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ["!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ["==="],
  [ts.SyntaxKind.LessThanToken]: ["<=", ">="],
  [ts.SyntaxKind.LessThanEqualsToken]: ["<", ">"],
  [ts.SyntaxKind.GreaterThanToken]: [">=", "<="],
  [ts.SyntaxKind.GreaterThanEqualsToken]: [">", "<"],
  [ts.SyntaxKind.PlusToken]: ["-"],
  [ts.SyntaxKind.MinusToken]: ["+"],
};

/** Methods that a value can do without, and still be of use. */
const LEFT_OUT = ["toLowerCase", "sort", "reverse", "filter", "slice"];

/**
 * All changes of a source that a machine can think of: conditions that always or never hold, operators, literals, members of lists and
 * objects, statements and what functions give. Types are left alone.
 */
export function makeMutants(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const add = (node: ts.Node, is: string): void => {
    const [start, end] = [node.getStart(source), node.getEnd()];
    const was = text.slice(start, end);
    if (was !== is) mutants.push({ line: source.getLineAndCharacterOfPosition(start).line + 1, start, end, was, is });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    mutate(node, text.slice(node.getStart(source), node.getEnd()), add);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

function mutate(node: ts.Node, own: string, add: (node: ts.Node, is: string) => void): void {
  if (ts.isBinaryExpression(node)) {
    for (const is of SWAPPED[node.operatorToken.kind] ?? []) add(node.operatorToken, is);
    const isChoice = node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
    if (isChoice) for (const side of [node.left, node.right]) add(node, side.getText());
  } else if (ts.isConditionalExpression(node)) {
    for (const side of ["true", "false"]) add(node.condition, side);
  } else if (ts.isIfStatement(node)) {
    for (const side of ["true", "false"]) add(node.expression, side);
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    add(node, node.operand.getText());
  } else if (ts.isStringLiteral(node) && !ts.isPropertyAssignment(node.parent)) {
    add(node, '"~"');
  } else if (ts.isStringLiteral(node) && ts.isPropertyAssignment(node.parent) && node.parent.initializer === node) {
    add(node, '"~"');
  } else if (ts.isNumericLiteral(node)) {
    add(node, `${Number(own) + 1}`);
  } else if (own === "true" || own === "false") {
    add(node, own === "true" ? "false" : "true");
  } else if (ts.isExpressionStatement(node) || ts.isContinueStatement(node)) {
    add(node, ";");
  } else if (ts.isReturnStatement(node) && node.expression) {
    add(node.expression, "undefined");
  } else if (ts.isArrayLiteralExpression(node)) {
    for (const element of node.elements)
      add(
        node,
        `[${node.elements
          .filter((one) => one !== element)
          .map((one) => one.getText())
          .join(", ")}]`,
      );
  } else if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties)
      add(
        node,
        `{${node.properties
          .filter((one) => one !== property)
          .map((one) => one.getText())
          .join(", ")}}`,
      );
  } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (LEFT_OUT.includes(node.expression.name.text)) add(node, node.expression.expression.getText());
  }
}

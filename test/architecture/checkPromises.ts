import { relative } from "node:path";
import ts from "typescript-5.9";

/**
 * Finds promises that nobody waits for: one that rejects ends the process of whoever uses the package. A promise must be awaited,
 * given on, kept, or told what to do when it fails: by `.catch(...)`, by `.then(a, b)`, or by `quietly(...)`.
 *
 * @param files absolute paths
 * @returns one sentence for each, with its place below `root`
 */
export function checkPromises(files: readonly string[], root: string): string[] {
  const program = ts.createProgram([...files], {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const found: string[] = [];
  for (const path of files) {
    const source = program.getSourceFile(path);
    if (!source) throw new Error(`${path} is not in the program`);
    const say = (node: ts.Node, what: string): void => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const [text = ""] = node.getText().split("\n");
      found.push(`${relative(root, path).replaceAll("\\", "/")}:${line + 1} ${what}: ${text}`);
    };
    const visit = (node: ts.Node): void => {
      const dropped = ts.isExpressionStatement(node) || ts.isVoidExpression(node) ? node.expression : undefined;
      if (dropped && isPromise(checker.getTypeAtLocation(dropped)) && !isHandled(dropped)) {
        say(node, "nobody waits for it");
      }
      if (ts.isCallExpression(node)) {
        for (const argument of node.arguments) {
          if (isAsync(argument) && isForNobody(argument, checker)) say(argument, "nobody waits for what it gives");
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** Whether a value of this type may be a promise. */
function isPromise(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isPromise);
  return !(type.flags & ts.TypeFlags.Any) && type.getProperty("then") !== undefined;
}

/** Whether somebody sees to it when it fails. */
function isHandled(node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return true; // of the latter, what it drops is looked at
  if (ts.isParenthesizedExpression(node)) return isHandled(node.expression);
  // It is kept: who keeps it waits for it elsewhere.
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment;
  if (!ts.isCallExpression(node)) return false;
  const { expression, arguments: given } = node;
  if (ts.isIdentifier(expression)) return expression.text === "quietly";
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const { text } = expression.name;
  if (text === "catch") return given.length === 1;
  // What comes after one that cannot fail cannot fail either, as long as it does nothing of its own.
  return text === "then" && (given.length === 2 || isHandled(expression.expression));
}

function isAsync(node: ts.Expression): boolean {
  const isFunction = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  return isFunction && (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}

/** Whether what it is given to expects nothing of it. */
function isForNobody(argument: ts.Expression, checker: ts.TypeChecker): boolean {
  const expected = checker.getContextualType(argument);
  const signatures = expected
    ? checker.getSignaturesOfType(
        expected.isUnion() ? checker.getNonNullableType(expected) : expected,
        ts.SignatureKind.Call,
      )
    : [];
  return signatures.some((signature) => (checker.getReturnTypeOfSignature(signature).flags & ts.TypeFlags.Void) !== 0);
}

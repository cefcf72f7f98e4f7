import ts from "typescript-5.9";

/** One import, export-from, `import()` or `import("...")` type of a module. */
export interface Import {
  specifier: string;
  line: number;
  /** Gone at run time. */
  typeOnly: boolean;
  /** Evaluated with the module, not when a function calls for it. */
  static: boolean;
}

/** What the architecture tests look at in a module. */
export interface ModuleText {
  imports: Import[];
  /** Contents of string and template literals, without comments. */
  strings: { text: string; line: number }[];
}

/** Reads a module with TypeScript's parser: comments and strings cannot mislead it. */
export function readImports(path: string, source: string): ModuleText {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, false);
  const found: ModuleText = { imports: [], strings: [] };
  visit(file);
  return found;

  function visit(node: ts.Node): void {
    // With `verbatimModuleSyntax`, `import { type A } from` still loads the module: only a whole `import type` is gone.
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, true);
      return;
    }
    if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier !== undefined) add(node.moduleSpecifier, node.isTypeOnly, true);
      return;
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier !== undefined) add(specifier, false, false);
    }
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    ) {
      found.strings.push({ text: node.text, line: lineOf(node) });
    }
    ts.forEachChild(node, visit);
  }

  function add(specifier: ts.Node, typeOnly: boolean, isStatic: boolean): void {
    if (ts.isStringLiteralLike(specifier)) {
      found.imports.push({ specifier: specifier.text, line: lineOf(specifier), typeOnly, static: isStatic });
    }
  }

  function lineOf(node: ts.Node): number {
    return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  }
}

import { join } from "node:path";
import ts from "typescript-5.9";

/** Where a module uses something that is not in every engine of ECMAScript 2022. */
export interface PlatformUse {
  /** `fetch`, `URL.canParse`, `Response.prototype.body`, `Array.prototype.toSorted`, `Intl.Segmenter`, `using` ... */
  readonly name: string;
  /** Path of the module below the folder, and the line. */
  readonly where: string;
}

/** Names that the declarations of the platform have for what programs call otherwise. */
const OWNERS: Readonly<Record<string, string>> = {
  Body: "Response",
  ReadableStreamGenericReader: "ReadableStreamDefaultReader",
  ReadonlyArray: "Array",
  IteratorObject: "Iterator",
};

/** Objects that there is one of, by the name of their interface. */
const SINGLE: Readonly<Record<string, string>> = {
  Crypto: "crypto",
  Performance: "performance",
  SubtleCrypto: "crypto.subtle",
};

/** ECMAScript up to 2022, `Intl` apart. */
const BASE = /^es(?:5|20(?:1[5-9]|2[0-2])(?:\..+)?)$/;

/**
 * Reads what modules use of the platform: globals, their static members, members of their instances, by TypeScript's own
 * declarations of ECMAScript and of the web. What comes in through a cast of a global (`Intl as { ... }`) is read by its name.
 *
 * @param folder what paths are told from
 */
export function readUses(folder: string, paths: readonly string[]): PlatformUse[] {
  const program = ts.createProgram(
    paths.map((path) => join(folder, path)),
    {
      target: ts.ScriptTarget.ESNext,
      lib: ["esnext", "dom", "dom.iterable", "dom.asynciterable"].map((name) => `lib.${name}.d.ts`),
      module: ts.ModuleKind.NodeNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      types: [],
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  const uses: PlatformUse[] = [];
  for (const path of paths) {
    const file = program.getSourceFile(join(folder, path));
    if (file) readFile(file, path.replaceAll("\\", "/"));
  }
  return uses;

  function readFile(file: ts.SourceFile, path: string): void {
    visit(file);

    function visit(node: ts.Node): void {
      // Types are gone at run time.
      if (ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
      for (const name of namesAt(node)) {
        const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
        uses.push({ name, where: `${path}:${line}` });
      }
      ts.forEachChild(node, visit);
    }
  }

  function namesAt(node: ts.Node): readonly (string | undefined)[] & readonly string[] {
    return [symbolName(node), castName(node), iterationName(node), syntaxName(node)].filter(
      (name) => name !== undefined,
    );
  }

  /** Of a name that stands for something that the platform declares. */
  function symbolName(node: ts.Node): string | undefined {
    if (!ts.isIdentifier(node)) return;
    const { parent } = node;
    const isNewName =
      (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) &&
      parent.name === node;
    if (isNewName) return;
    if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node) {
      return nameOf(checker.getPropertyOfType(checker.getTypeAtLocation(parent.parent), node.text));
    }
    return nameOf(
      ts.isShorthandPropertyAssignment(parent)
        ? checker.getShorthandAssignmentValueSymbol(parent)
        : checker.getSymbolAtLocation(node),
    );
  }

  /** Of a symbol that only the platform declares, and that ECMAScript 2022 does not have. */
  function nameOf(symbol: ts.Symbol | undefined): string | undefined {
    const declarations = symbol?.declarations ?? [];
    const [first] = declarations;
    if (!symbol || !first || declarations.some((one) => !isLib(one))) return;
    const owner = ownerOf(first);
    // Options and other plain objects are no features.
    if (owner?.endsWith(".prototype") && !isGlobal(owner.slice(0, -".prototype".length))) return;
    const isIntl = owner?.startsWith("Intl");
    if (!isIntl && declarations.some((one) => BASE.test(libOf(one)))) return;
    return owner === undefined ? symbol.name : `${owner}.${symbol.name}`;
  }

  /** `URL` of what is its static member, `URL.prototype` of what its instances have. `undefined` of a global. */
  function ownerOf(declaration: ts.Node): string | undefined {
    const { parent } = declaration;
    if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent)) return parent.parent.name.getText();
    if (ts.isModuleBlock(parent)) return parent.parent.name.getText();
    const statement = ts.isVariableDeclaration(declaration) ? parent.parent.parent : undefined;
    if (statement && ts.isModuleBlock(statement)) return statement.parent.name.getText();
    if (!ts.isInterfaceDeclaration(parent)) return;
    const { text } = parent.name;
    if (text.endsWith("Constructor")) return text.slice(0, -"Constructor".length);
    return SINGLE[text] ?? `${OWNERS[text] ?? text}.prototype`;
  }

  /** Of a member of a global that was cast: `(globalThis as { process? }).process`, `const { Segmenter } = Intl as { ... }`. */
  function castName(node: ts.Node): string | undefined {
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && ts.isIdentifier(node.name)) {
      const { initializer } = node.parent.parent;
      const key = (node.propertyName ?? node.name).getText();
      return initializer && isCast(initializer) ? memberOf(globalPath(initializer), key) : undefined;
    }
    if (ts.isPropertyAccessExpression(node)) {
      return isCast(node.expression) ? memberOf(globalPath(node.expression), node.name.text) : undefined;
    }
    // Whatever it is called in the end.
    if (ts.isElementAccessExpression(node)) {
      const { argumentExpression: key, expression } = node;
      return memberOf(globalPath(expression), ts.isStringLiteralLike(key) ? key.text : `[${key.getText()}]`);
    }
    return;
  }

  /** What globals an expression leads through: empty for `globalThis`, `undefined` where it begins with none. */
  function globalPath(expression: ts.Expression): string | undefined {
    const inner = uncast(expression);
    if (ts.isPropertyAccessExpression(inner)) return memberOf(globalPath(inner.expression), inner.name.text);
    if (!ts.isIdentifier(inner)) return;
    if (inner.text === "globalThis") return "";
    const declarations = checker.getSymbolAtLocation(inner)?.declarations ?? [];
    const isNamespace = declarations.some((one) => ts.isVariableDeclaration(one) || ts.isModuleDeclaration(one));
    return declarations.length > 0 && declarations.every(isLib) && isNamespace ? inner.text : undefined;
  }

  /** Of a loop over an object of the platform: not all of them can be iterated over everywhere. */
  function iterationName(node: ts.Node): string | undefined {
    const iterated = ts.isForOfStatement(node) || ts.isSpreadElement(node) ? node.expression : undefined;
    if (!iterated) return;
    const { symbol } = checker.getTypeAtLocation(iterated);
    const [first] = symbol?.declarations ?? [];
    if (!first || !isLib(first) || !libOf(first).startsWith("dom")) return;
    if (!isGlobal(symbol.name)) return;
    const isAsync = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
    return `${OWNERS[symbol.name] ?? symbol.name}.prototype[Symbol.${isAsync ? "asyncIterator" : "iterator"}]`;
  }

  /** Whether there is a value of this name. */
  function isGlobal(name: string): boolean {
    return checker.resolveName(name, undefined, ts.SymbolFlags.Value, false) !== undefined;
  }

  function isLib(node: ts.Node): boolean {
    return program.isSourceFileDefaultLibrary(node.getSourceFile());
  }
}

/** `dom`, `es5`, `es2023.array` ... */
function libOf(node: ts.Node): string {
  return /lib\.([\w.]+)\.d\.ts$/.exec(node.getSourceFile().fileName)?.[1] ?? "";
}

/** Of syntax that is newer than ECMAScript 2022. */
function syntaxName(node: ts.Node): string | undefined {
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) return "using";
  if (ts.isDecorator(node)) return "decorators";
  if (ts.isImportAttributes(node)) return "import attributes";
  if (!ts.isRegularExpressionLiteral(node)) return;
  const [, source = "", flags = ""] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? [];
  if (flags.includes("v")) return "flag v of regular expressions";
  return /\(\?[ims]*-?[ims]+:/.test(source) ? "modifiers of regular expressions" : undefined;
}

function memberOf(path: string | undefined, key: string): string | undefined {
  if (path === undefined) return;
  return path === "" ? key : `${path}.${key}`;
}

function isCast(expression: ts.Expression): boolean {
  return uncast(expression) !== expression;
}

function uncast(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

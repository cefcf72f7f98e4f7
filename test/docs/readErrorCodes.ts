import ts from "typescript-5.9";

/** What the sources say of errors. */
export interface ErrorCodes {
  /** By code, what its errors are an instance of: their classes, or in place of a general class the kind of the code. */
  readonly codes: Map<string, Set<string>>;
  /** By name, the codes of each kind. */
  readonly kinds: Map<string, readonly string[]>;
  /** One sentence for each place whose code cannot be read. */
  readonly unreadable: string[];
}

/** A class, as far as the codes of errors go. */
interface ErrorClass {
  readonly parent: string;
  /** Parameters of its own constructor. */
  readonly parameters: readonly ts.ParameterDeclaration[] | undefined;
  /** The type of its own property `code`. */
  readonly type: ts.TypeNode | undefined;
}

/** Which way conditions have gone, by their text; which assignment to a variable was taken, by its position. */
type Known = ReadonlyMap<string, boolean | number>;

const BASE = "BlueskyError";
/** The classes whose errors are told apart by their kinds. */
const GENERAL = [BASE, "CallError"];

/**
 * Reads which codes errors can have, with TypeScript's parser: what is given for the constructor's parameter `code`, by `new`
 * and by `super(...)`, of every class under `BlueskyError`, and what the type of its property `code` lists. Of the kinds that
 * `errorKind(...)` makes for a code, its errors go by the narrowest.
 *
 * @param modules source texts by path
 */
export function readErrorCodes(modules: ReadonlyMap<string, string>): ErrorCodes {
  const codes = new Map<string, Set<string>>();
  const kinds = new Map<string, readonly string[]>();
  const unreadable: string[] = [];
  const classes = new Map<string, ErrorClass>();
  const aliases = new Map<string, ts.TypeNode>();
  const files = [...modules].map(([path, text]) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  for (const file of files) collect(file);
  for (const [name, { type }] of classes) if (type && isError(name)) for (const code of ofType(type)) add(name, code);
  for (const file of files) visit(file, "");
  return { codes, kinds, unreadable };

  function collect(node: ts.Node): void {
    if (ts.isTypeAliasDeclaration(node)) aliases.set(node.name.text, node.type);
    if (ts.isClassDeclaration(node) && node.name) classes.set(node.name.text, toErrorClass(node));
    if (ts.isVariableDeclaration(node) && node.initializer) readKind(node.name.getText(), node.initializer);
    ts.forEachChild(node, collect);
  }

  function readKind(name: string, made: ts.Expression): void {
    if (!ts.isCallExpression(made) || made.expression.getText() !== "errorKind") return;
    const literals = made.arguments.filter(ts.isStringLiteralLike);
    if (literals.length < made.arguments.length) complain(made, `a code of the kind ${name}`);
    kinds.set(
      name,
      literals.map(({ text }) => text),
    );
  }

  /** The kind with the fewest codes of those that have this one. */
  function kindOf(code: string): string | undefined {
    const having = [...kinds].filter(([, all]) => all.includes(code));
    return having.sort(([, a], [, b]) => a.length - b.length)[0]?.[0];
  }

  function visit(node: ts.Node, within: string): void {
    if (ts.isNewExpression(node)) {
      for (const [made, known] of evaluate(node.expression)) {
        const name = made.getText();
        if (isError(name)) readCode(node, name, name, known);
        else if (!classes.has(name) && node.arguments?.some(looksLikeCode)) complain(node, `what is made by ${name}`);
      }
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword && isError(within)) {
      readCode(node, within, classes.get(within)?.parent ?? "", new Map());
    }
    const inner = ts.isClassDeclaration(node) ? (node.name?.text ?? "") : within;
    ts.forEachChild(node, (child) => visit(child, inner));
  }

  /** Notes the code that the constructor of `callee` gets, for errors of the class `name`. */
  function readCode(node: ts.NewExpression | ts.CallExpression, name: string, callee: string, known: Known): void {
    const parameters = parametersOf(callee);
    const index = parameters.findIndex(isCode);
    if (index < 0) return; // Its own `super(...)` says it.
    const given = node.arguments?.[index] ?? parameters[index]?.initializer;
    for (const [value] of given ? evaluate(given, known) : []) {
      if (ts.isStringLiteralLike(value)) add(name, value.text);
      // One that a constructor passes on is read where that is called; one with a list of codes as its type is in that.
      else if (ts.isNewExpression(node) ? !isListed(name) : !classes.get(name)?.parameters?.some(isCode)) {
        complain(node, `the code of ${name}, ${value.getText()},`);
      }
    }
  }

  function add(made: string, code: string): void {
    const name = (GENERAL.includes(made) && kindOf(code)) || made;
    codes.set(code, (codes.get(code) ?? new Set()).add(name));
  }

  function complain(node: ts.Node, what: string): void {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    unreadable.push(`${file.fileName}:${line + 1}: ${what} cannot be read`);
  }

  function isError(name: string): boolean {
    const parent = classes.get(name)?.parent;
    return name === BASE || (parent !== undefined && parent !== name && isError(parent));
  }

  function parametersOf(name: string): readonly ts.ParameterDeclaration[] {
    const own = classes.get(name);
    return own ? (own.parameters ?? parametersOf(own.parent)) : [];
  }

  /** Whether the type of `code` is not just any string. */
  function isListed(name: string): boolean {
    const own = classes.get(name);
    return own !== undefined && ((own.type && ofType(own.type).length > 0) || isListed(own.parent));
  }

  function ofType(type: ts.TypeNode): readonly string[] {
    if (ts.isUnionTypeNode(type)) return type.types.flatMap(ofType);
    if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return [type.literal.text];
    const alias = ts.isTypeReferenceNode(type) ? aliases.get(type.typeName.getText()) : undefined;
    return alias ? ofType(alias) : [];
  }
}

function toErrorClass(node: ts.ClassDeclaration): ErrorClass {
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const property = node.members.filter(ts.isPropertyDeclaration).find((member) => member.name.getText() === "code");
  return {
    parent: base?.expression.getText() ?? "",
    parameters: node.members.find(ts.isConstructorDeclaration)?.parameters,
    type: property?.type,
  };
}

function isCode(parameter: ts.ParameterDeclaration): boolean {
  return parameter.name.getText() === "code";
}

function looksLikeCode(argument: ts.Expression): boolean {
  return ts.isStringLiteralLike(argument) ? /^[a-z]+(_[a-z]+)+$/.test(argument.text) : argument.getText() === "code";
}

/**
 * What an expression can be: both sides of conditions, and whatever is assigned to variables. A condition goes the same way
 * everywhere, and what is assigned at once stays together.
 */
function* evaluate(expression: ts.Expression, known: Known = new Map()): Generator<[ts.Expression, Known]> {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) {
    yield* evaluate(expression.expression, known);
  } else if (ts.isConditionalExpression(expression)) {
    const condition = expression.condition.getText();
    const before = known.get(condition);
    for (const way of before === undefined ? [true, false] : [before]) {
      yield* evaluate(way ? expression.whenTrue : expression.whenFalse, new Map(known).set(condition, way));
    }
  } else {
    const assigned = ts.isIdentifier(expression) ? findAssigned(expression) : undefined;
    if (!assigned) return yield [expression, known];
    const { variable, values } = assigned;
    const chosen = values.filter(({ value }) => value.pos === known.get(variable));
    for (const { value, index } of chosen.length > 0 ? chosen : values) {
      for (const [found, then] of evaluate(value, new Map(known).set(variable, value.pos))) {
        const item = index !== undefined && ts.isArrayLiteralExpression(found) ? found.elements[index] : undefined;
        if (item) yield* evaluate(item, then);
        else yield [index === undefined ? found : expression, then];
      }
    }
  }
}

interface Assigned {
  /** Names the declaration. Variables that are declared together have it in common. */
  readonly variable: string;
  /** What is assigned, and where in it the variable's own value is. */
  readonly values: readonly { readonly value: ts.Expression; readonly index?: number }[];
}

/** What a variable around the place where it is used is declared with and assigned: by `a = ...` or `[a, b] = ...`. */
function findAssigned(name: ts.Identifier): Assigned | undefined {
  for (let scope: ts.Node = name.parent; scope; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    for (const statement of scope.statements.filter(ts.isVariableStatement)) {
      for (const { name: target, initializer, pos } of statement.declarationList.declarations) {
        const index = placeIn(target, name.text);
        if (index === undefined || !initializer) continue;
        const values = [{ value: initializer, ...index }];
        if (statement.declarationList.flags & ts.NodeFlags.Let) addAssignments(scope, name.text, values);
        return { variable: `:${pos}`, values };
      }
    }
  }
  return undefined;
}

function addAssignments(scope: ts.Node, name: string, values: { value: ts.Expression; index?: number }[]): void {
  ts.forEachChild(scope, function visit(node) {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const index = placeIn(node.left, name);
      if (index) values.push({ value: node.right, ...index });
    }
    ts.forEachChild(node, visit);
  });
}

/** Where a name is in what is assigned to: as a whole, or at an index of a list. */
function placeIn(target: ts.Node, name: string): { index?: number } | undefined {
  if (ts.isIdentifier(target)) return target.text === name ? {} : undefined;
  if (!ts.isArrayBindingPattern(target) && !ts.isArrayLiteralExpression(target)) return undefined;
  const index = [...target.elements].findIndex((one) => (ts.isBindingElement(one) ? one.name : one).getText() === name);
  return index < 0 ? undefined : { index };
}

import { dirname, join } from "node:path";
import ts from "typescript-5.9";
import { type DocComment, parseDocComment } from "./DocComment.ts";
import { readSource } from "./readSource.ts";

/** A member of a type or a class. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  /** As it is written, with parameters where it is a method. */
  readonly type: string;
  readonly isMethod: boolean;
  readonly isStatic: boolean;
  readonly doc: DocComment;
  /** The type that it is inherited from, if it is. */
  readonly from?: string;
}

export type DeclarationKind = "function" | "class" | "type" | "constant";

/** Something that a module declares, by its syntax alone: our exports have explicit types. */
export interface Declaration {
  readonly file: string;
  readonly name: string;
  readonly kinds: readonly DeclarationKind[];
  readonly doc: DocComment;
  /** How it is declared, without bodies, values and comments. */
  readonly signatures: readonly string[];
  readonly members: readonly Member[];
}

/** Reads what a module declares under a name; `undefined` where it declares nothing of that name. */
export function readDeclaration(file: string, name: string): Declaration | undefined {
  const source = readSource(file);
  const statements = source.statements.filter((statement) => namesOf(statement).includes(name));
  if (statements.length === 0) return;
  const hasOverloads = statements.some((statement) => ts.isFunctionDeclaration(statement) && !statement.body);
  const shown = statements.filter(
    (statement) => !(hasOverloads && ts.isFunctionDeclaration(statement) && statement.body),
  );
  const docs = statements.map(commentOf).filter((comment) => comment !== "");
  const members = shown.flatMap((statement) => membersOf(statement, file, []));
  return {
    file,
    name,
    kinds: [...new Set(shown.map(kindOf))],
    doc: mergeDocs(docs.map(parseDocComment)),
    signatures: shown.map((statement) => signatureOf(statement, source, name)),
    members,
  };
}

/** Where a name that a module uses is declared: in it, or in one that it imports the name from. */
export function findDeclaration(file: string, name: string, seen = 0): { file: string; name: string } | undefined {
  if (seen > 8) return;
  const source = readSource(file);
  if (source.statements.some((statement) => namesOf(statement).includes(name) && !ts.isImportDeclaration(statement))) {
    return { file, name };
  }
  for (const statement of source.statements) {
    const elements = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : ts.isExportDeclaration(statement)
        ? statement.exportClause
        : undefined;
    if (!elements || !(ts.isNamedImports(elements) || ts.isNamedExports(elements))) continue;
    const from = (statement as ts.ImportDeclaration | ts.ExportDeclaration).moduleSpecifier;
    if (!from || !ts.isStringLiteral(from) || !from.text.startsWith(".")) continue;
    for (const element of elements.elements) {
      if (element.name.text !== name) continue;
      return findDeclaration(join(dirname(file), from.text), (element.propertyName ?? element.name).text, seen + 1);
    }
  }
  return undefined;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
}

function kindOf(statement: ts.Statement): DeclarationKind {
  if (ts.isFunctionDeclaration(statement)) return "function";
  if (ts.isClassDeclaration(statement)) return "class";
  return ts.isVariableStatement(statement) ? "constant" : "type";
}

/** The doc comment right before a node, without the stars. */
function commentOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = (comments.at(-1)?.getText() ?? "").replace(/^\/\*\*/, "").replace(/\*\/$/, "");
  return text.replaceAll(/^[ \t]*\* ?/gm, "").trim();
}

/** Of a type and a value of one name, what the first says, and the lists of both. */
function mergeDocs(docs: readonly DocComment[]): DocComment {
  const [doc = parseDocComment("")] = docs;
  const params = new Map(docs.flatMap((one) => one.params).map((param) => [param.name, param]));
  return {
    ...doc,
    text: docs.find(({ text }) => text !== "")?.text ?? "",
    params: [...params.values()],
    returns: docs.find(({ returns }) => returns !== undefined)?.returns,
    throws: docs.flatMap((one) => one.throws),
    examples: docs.flatMap((one) => one.examples),
    see: docs.flatMap((one) => one.see),
  };
}

function signatureOf(statement: ts.Statement, source: ts.SourceFile, name: string): string {
  const text = (from: ts.Node, to: number): string => source.text.slice(from.getStart(source), to).trimEnd();
  if (ts.isFunctionDeclaration(statement)) return `function ${callOf(statement, name, source)};`;
  if (ts.isVariableStatement(statement)) {
    const declared = statement.declarationList.declarations.find((declaration) => declaration.name.getText() === name);
    return clean(`const ${name}: ${declared?.type?.getText(source) ?? "unknown"};`);
  }
  if (ts.isClassDeclaration(statement)) {
    const brace = statement.members.pos;
    return clean(`${text(statement, brace).replace(/^export /, "")} ... }`);
  }
  if (ts.isInterfaceDeclaration(statement)) {
    return clean(`${text(statement, statement.members.pos).replace(/^export /, "")} ... }`);
  }
  return clean(text(statement, statement.end).replace(/^export /, ""));
}

/** A function or a method as it is called: what has a default may be left out, and what is taken apart has a name. */
function callOf(
  node: ts.FunctionDeclaration | ts.MethodDeclaration | ts.MethodSignature | ts.ConstructorDeclaration,
  name: string,
  source: ts.SourceFile,
): string {
  const types = node.typeParameters?.map((parameter) => parameter.getText(source)).join(", ");
  const params = node.parameters.map((parameter) => {
    const own = ts.isIdentifier(parameter.name) ? parameter.name.text : "options";
    const rest = parameter.dotDotDotToken ? "..." : "";
    const optional = parameter.questionToken || parameter.initializer ? "?" : "";
    return `${rest}${own}${optional}: ${clean(parameter.type?.getText(source) ?? "unknown")}`;
  });
  const returned = node.type ? `: ${clean(node.type.getText(source))}` : "";
  const head = `${name}${types === undefined ? "" : `<${types}>`}`;
  const line = `${head}(${params.join(", ")})${returned}`;
  return line.length <= 100 ? line : `${head}(\n${params.map((param) => `  ${param},\n`).join("")})${returned}`;
}

/** Without comments and what is said to the linter. */
function clean(text: string): string {
  return text
    .replaceAll(/[ \t]*\/\*[\s\S]*?\*\/[ \t]*\n?/g, "")
    .replaceAll(/[ \t]*\/\/.*\n/g, "\n")
    .replaceAll(/\n{2,}/g, "\n")
    .trim();
}

function membersOf(node: ts.Node, file: string, seen: readonly string[]): Member[] {
  if (ts.isTypeAliasDeclaration(node)) return membersOf(node.type, file, seen);
  if (ts.isParenthesizedTypeNode(node)) return membersOf(node.type, file, seen);
  if (ts.isIntersectionTypeNode(node)) return node.types.flatMap((type) => membersOf(type, file, seen));
  if (ts.isTypeLiteralNode(node)) return node.members.flatMap((member) => memberOf(member, file));
  if (ts.isClassDeclaration(node)) {
    const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    return [
      ...node.members.flatMap((member) => memberOf(member, file)),
      ...(base ? instanceMembers(base.expression.getText(), file, seen) : []),
    ];
  }
  if (ts.isInterfaceDeclaration(node)) {
    const own = node.members.flatMap((member) => memberOf(member, file));
    const bases = node.heritageClauses?.flatMap(({ types }) => types) ?? [];
    const inherited = bases.flatMap((base) => inheritedOf(base.expression.getText(), base.typeArguments, file, seen));
    return [...own, ...inherited.filter(({ name }) => !own.some((member) => member.name === name))];
  }
  if (ts.isTypeReferenceNode(node)) return inheritedOf(node.typeName.getText(), node.typeArguments, file, seen);
  return [];
}

/** What a class has of one that it extends, where that is declared by its type: `const Base: new () => Methods`. */
function instanceMembers(name: string, file: string, seen: readonly string[]): Member[] {
  const found = findDeclaration(file, name);
  const signature = found && readDeclaration(found.file, found.name)?.signatures[0];
  const [, type] = /: new \(\) => (\w+);$/.exec(signature ?? "") ?? [];
  return found && type ? inheritedOf(type, undefined, found.file, seen) : [];
}

/** The members of a type that is named, said to be of it; of `Omit` and `Pick` those that are left. */
function inheritedOf(
  name: string,
  given: readonly ts.TypeNode[] | undefined,
  file: string,
  seen: readonly string[],
): Member[] {
  if (/^(?:Omit|Pick|Partial|Readonly)$/.test(name)) {
    const [subject, keys] = given ?? [];
    if (!subject) return [];
    const names = [...(keys?.getText() ?? "").matchAll(/"(\w+)"/g)].map(([, key]) => key);
    const members = membersOf(subject, file, seen);
    if (name === "Omit") return members.filter((member) => !names.includes(member.name));
    return name === "Pick" ? members.filter((member) => names.includes(member.name)) : members;
  }
  const found = findDeclaration(file, name);
  if (!found || seen.includes(`${found.file} ${found.name}`)) return [];
  const deeper = [...seen, `${found.file} ${found.name}`];
  return readSource(found.file)
    .statements.filter((statement) => namesOf(statement).includes(found.name))
    .filter((statement) => ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    .flatMap((statement) => membersOf(statement, found.file, deeper))
    .map((member) => ({ from: found.name, ...member }));
}

function memberOf(member: ts.TypeElement | ts.ClassElement, file: string): Member[] {
  const source = readSource(file);
  const { name } = member;
  const isConstructor = ts.isConstructorDeclaration(member);
  if (!isConstructor && (!name || ts.isPrivateIdentifier(name) || ts.isComputedPropertyName(name))) return [];
  const text = isConstructor ? "constructor" : (name?.getText(source).replaceAll(/^"|"$/g, "") ?? "");
  if (text.startsWith("~")) return [];
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)) return [];
  if (ts.isSetAccessor(member)) return [];
  const doc = parseDocComment(commentOf(member));
  const isStatic = modifiers.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  const optional = "questionToken" in member && member.questionToken !== undefined;
  if (ts.isMethodSignature(member) || ts.isMethodDeclaration(member) || isConstructor) {
    // Where there are overloads, what is behind them is nobody's to call.
    if ("body" in member && member.body && overloadsOf(member) > 1) return [];
    const type = callOf(member, text, source);
    return [{ name: text, optional, type, isMethod: true, isStatic, doc }];
  }
  const type = "type" in member && member.type ? (member.type as ts.TypeNode).getText(source) : "unknown";
  return [{ name: text, optional, type: clean(type), isMethod: false, isStatic, doc }];
}

function overloadsOf(member: ts.ClassElement): number {
  if (!ts.isClassDeclaration(member.parent)) return 1;
  return member.parent.members.filter(
    (other) => other.name?.getText() === member.name?.getText() && other.kind === member.kind,
  ).length;
}

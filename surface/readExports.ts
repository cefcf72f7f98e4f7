import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript-5.9";

/** What an exported name is: something in types, something at run time, or both, as a class is. */
export type ExportKind = "type" | "value" | "type, value";

/** A parameter of an exported function, as it is written. */
export interface Parameter {
  /** `options` of one that is taken apart at once. */
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** What a module exports under a name. */
export interface Export {
  readonly kind: ExportKind;
  /** Where it is declared. */
  readonly file: string;
  readonly line: number;
  /** The name that it is declared under. */
  readonly declared: string;
  /** Its doc comment, without the stars; empty where it has none. */
  readonly doc: string;
  /** Of a function: the parameters of each overload. */
  readonly signatures: readonly (readonly Parameter[])[];
}

/**
 * The names that a module exports, re-exported ones included, with what they are. Only syntax is read: our modules export by
 * name.
 *
 * @throws Error where a name cannot be found, or a module exports `*`
 */
export function readExports(file: string): Map<string, Export> {
  const names = new Map<string, Export>();
  for (const name of [...exportedNames(file)].sort()) names.set(name, exportOf(name, file, false));
  return names;
}

interface ReExport {
  readonly from: string | undefined;
  readonly name: string;
  readonly typeOnly: boolean;
}

interface Declared {
  readonly kinds: Set<"type" | "value">;
  line: number;
  doc: string;
  readonly signatures: Parameter[][];
  /** Whether the last signature is that of an implementation behind overloads. */
  overloaded: boolean;
}

interface Module {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly exported: ReadonlySet<string>;
  /** By exported name: where it comes from, or another name of this module. */
  readonly reExported: ReadonlyMap<string, ReExport>;
  /** By local name. */
  readonly imported: ReadonlyMap<string, ReExport>;
}

const modules = new Map<string, Module>();

function exportedNames(file: string): Set<string> {
  const { exported, reExported } = readModule(file);
  return new Set([...exported, ...reExported.keys()]);
}

function exportOf(name: string, file: string, typeOnly: boolean): Export {
  const module = readModule(file);
  const declared = module.declared.get(name);
  const again = module.reExported.get(name) ?? (declared ? undefined : module.imported.get(name));
  if (again && !(again.from === undefined && again.name === name)) {
    const target = again.from === undefined ? file : join(dirname(file), again.from);
    // What another package exports is taken at its word.
    if (again.from !== undefined && !again.from.startsWith(".")) {
      return {
        kind: again.typeOnly ? "type" : "value",
        file,
        line: 1,
        declared: again.name,
        doc: "elsewhere",
        signatures: [],
      };
    }
    return exportOf(again.name, target, typeOnly || again.typeOnly);
  }
  const imported = module.imported.get(name);
  if (!declared && imported?.from)
    return exportOf(imported.name, join(dirname(file), imported.from), typeOnly || imported.typeOnly);
  if (!declared) throw new Error(`${file} does not have what it exports as ${name}`);
  const { kinds, line, doc, signatures } = declared;
  const kind = typeOnly || !kinds.has("value") ? "type" : kinds.has("type") ? "type, value" : "value";
  return { kind, file, line, declared: name, doc, signatures: kind === "type" ? [] : signatures };
}

function readModule(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  if (!existsSync(file)) throw new Error(`There is no ${file}`);
  const declared = new Map<string, Declared>();
  const exported = new Set<string>();
  const reExported = new Map<string, ReExport>();
  const imported = new Map<string, ReExport>();
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const declare = (node: ts.Node, name: string, isExported: boolean, ...kinds: ("type" | "value")[]): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const known = declared.get(name) ?? { kinds: new Set(), line, doc: "", signatures: [], overloaded: false };
    for (const kind of kinds) known.kinds.add(kind);
    known.doc ||= docOf(node);
    if (ts.isFunctionDeclaration(node)) addSignature(known, node, source);
    declared.set(name, known);
    if (isExported) exported.add(name);
  };
  for (const statement of source.statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      declare(statement, statement.name.text, isExported, "type");
    } else if (ts.isModuleDeclaration(statement)) {
      declare(statement, statement.name.text, isExported, "type");
    } else if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      if (statement.name) declare(statement, statement.name.text, isExported, "type", "value");
    } else if (ts.isFunctionDeclaration(statement)) {
      if (statement.name) declare(statement, statement.name.text, isExported, "value");
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) declare(statement, name.text, isExported, "value");
      }
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.exportClause && ts.isNamespaceExport(statement.exportClause)) {
        declare(statement, statement.exportClause.name.text, true, "value");
        continue;
      }
      if (!statement.exportClause || !ts.isNamedExports(statement.exportClause)) throw new Error(`${file} exports *`);
      const { moduleSpecifier } = statement;
      const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
      for (const { name, propertyName, isTypeOnly } of statement.exportClause.elements) {
        const typeOnly = statement.isTypeOnly || isTypeOnly;
        reExported.set(name.text, { from, name: (propertyName ?? name).text, typeOnly });
      }
    } else if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const bindings = statement.importClause?.namedBindings;
      if (!bindings || !ts.isNamedImports(bindings)) continue;
      for (const { name, propertyName, isTypeOnly } of bindings.elements) {
        const typeOnly = isTypeOnly || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
        imported.set(name.text, { from: statement.moduleSpecifier.text, name: (propertyName ?? name).text, typeOnly });
      }
    }
  }
  const module = { declared, exported, reExported, imported };
  modules.set(file, module);
  return module;
}

/** The doc comment right before a statement. */
function docOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (comments.at(-1)?.getText() ?? "").replace(/^\/\*\*|\*\/$|^[ \t]*\* ?/gm, "").trim();
}

/** Overloads come first, and what is behind them is nobody's to call. */
function addSignature(known: Declared, node: ts.FunctionDeclaration, source: ts.SourceFile): void {
  if (node.body && known.overloaded) return;
  if (!node.body) known.overloaded = true;
  known.signatures.push(
    node.parameters.map((parameter) => ({
      name: ts.isIdentifier(parameter.name) ? parameter.name.text : "options",
      optional: parameter.questionToken !== undefined || parameter.initializer !== undefined,
      type: parameter.type?.getText(source) ?? "",
    })),
  );
}

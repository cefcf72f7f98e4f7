import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript-5.9";

/** What an exported name is: something in types, something at run time, or both, as a class is. */
export type ExportKind = "type" | "value" | "type, value";

/**
 * The names that a module exports, re-exported ones included, with what they are. Only syntax is read: our modules export by
 * name.
 *
 * @throws Error where a name cannot be found, or a module exports `*`
 */
export function readExports(file: string): Map<string, ExportKind> {
  const names = new Map<string, ExportKind>();
  for (const name of [...exportedNames(file)].sort()) names.set(name, kindOf(name, file, false));
  return names;
}

interface ReExport {
  readonly from: string | undefined;
  readonly name: string;
  readonly typeOnly: boolean;
}

interface Module {
  readonly declared: ReadonlyMap<string, ReadonlySet<"type" | "value">>;
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

function kindOf(name: string, file: string, typeOnly: boolean): ExportKind {
  const module = readModule(file);
  const declared = module.declared.get(name);
  const again = module.reExported.get(name) ?? (declared ? undefined : module.imported.get(name));
  if (again && !(again.from === undefined && again.name === name)) {
    const target = again.from === undefined ? file : join(dirname(file), again.from);
    // What another package exports is taken at its word.
    if (again.from !== undefined && !again.from.startsWith(".")) return again.typeOnly ? "type" : "value";
    return kindOf(again.name, target, typeOnly || again.typeOnly);
  }
  const imported = module.imported.get(name);
  if (!declared && imported?.from) return kindOf(imported.name, join(dirname(file), imported.from), typeOnly || imported.typeOnly);
  if (!declared) throw new Error(`${file} does not have what it exports as ${name}`);
  if (typeOnly) return "type";
  return declared.size === 2 ? "type, value" : declared.has("type") ? "type" : "value";
}

function readModule(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  if (!existsSync(file)) throw new Error(`There is no ${file}`);
  const declared = new Map<string, Set<"type" | "value">>();
  const exported = new Set<string>();
  const reExported = new Map<string, ReExport>();
  const imported = new Map<string, ReExport>();
  const declare = (name: string, isExported: boolean, ...kinds: ("type" | "value")[]): void => {
    declared.set(name, new Set([...(declared.get(name) ?? []), ...kinds]));
    if (isExported) exported.add(name);
  };
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  for (const statement of source.statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      declare(statement.name.text, isExported, "type");
    } else if (ts.isModuleDeclaration(statement)) {
      declare(statement.name.text, isExported, "type");
    } else if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      if (statement.name) declare(statement.name.text, isExported, "type", "value");
    } else if (ts.isFunctionDeclaration(statement)) {
      if (statement.name) declare(statement.name.text, isExported, "value");
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) declare(name.text, isExported, "value");
      }
    } else if (ts.isExportDeclaration(statement)) {
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

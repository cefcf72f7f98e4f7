import { readFileSync } from "node:fs";
import { relative } from "node:path";
import ts from "typescript-5.9";
import type { EntryPoint } from "./readSurface.ts";

/** What may be thrown beside our own kinds. `unknown` is what somebody else's code throws. */
const OTHER_KINDS: readonly string[] = ["Error", "RangeError", "TypeError", "unknown"];

/**
 * Holds what public types consist of (options, results, methods of classes) to having a doc comment each.
 *
 * @param root what the places that are named are relative to
 * @returns one sentence for each member without one, with file and line
 */
export function checkMembers(surface: readonly EntryPoint[], root: string): string[] {
  const seen = new Set<string>();
  return surface.flatMap(({ exports }) =>
    [...exports.values()].flatMap(({ file, declared }) => {
      const key = `${file} ${declared}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const source = parse(file);
      return source.statements
        .filter((statement) => nameOf(statement) === declared)
        .flatMap((statement) => membersOf(statement))
        .filter((member) => !hasDoc(member))
        .map(
          (member) => `${placeOf(member, source, root)} ${declared}.${member.name?.getText() ?? ""} has no doc comment`,
        );
    }),
  );
}

/**
 * Holds `@throws` to one form, a tag for each kind: `@throws {Kind} when, or with which codes`.
 *
 * @param files sources to read
 * @param kinds what can be thrown, by name
 * @param root what the places that are named are relative to
 * @returns one sentence for each that has another form, with file and line
 */
export function checkThrows(files: readonly string[], kinds: ReadonlySet<string>, root: string): string[] {
  return files.flatMap((file) => {
    const source = parse(file);
    // Comments are found in the text: they also stand where the parser attaches none.
    return [...source.text.matchAll(/\/\*\*(?:(?!\*\/)[\s\S])*\*\//g)].flatMap(({ 0: comment, index }) => {
      const tags = comment.matchAll(/^([ \t/*]*|.*[.`?)\]] )@throws(.*(?:\n[ \t]*\*[ \t]+(?!@).*)*)/gm);
      return [...tags].flatMap(({ 2: rest = "", index: within }) => {
        const { line } = source.getLineAndCharacterOfPosition(index + within);
        const fault = faultOf(rest, kinds);
        return fault ? [`${relative(root, file)}:${line + 1} @throws ${fault}`] : [];
      });
    });
  });
}

function faultOf(rest: string, kinds: ReadonlySet<string>): string | undefined {
  const text = rest.replace(/\s*\*\/\s*$/, "").replaceAll(/\s*\n[ \t]*\*[ \t]*/g, " ");
  const [, kind, condition = ""] = /^ \{(\w+)\}(?: (.+))?$/.exec(text) ?? [];
  if (kind === undefined) return "does not begin with one kind in braces";
  if (!kinds.has(kind) && !OTHER_KINDS.includes(kind)) return `names ${kind}, which is no kind of error`;
  const [, other] = /(?:^|[;,] |\b(?:and|or) )([A-Z]\w*Error)\b(?=$|[;,]| `| if\b| where\b)/.exec(condition) ?? [];
  return other && kinds.has(other) ? `names ${other} beside ${kind}: each has a tag of its own` : undefined;
}

const parsed = new Map<string, ts.SourceFile>();

function parse(file: string): ts.SourceFile {
  const source =
    parsed.get(file) ?? ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}

type Member = ts.TypeElement | ts.ClassElement;

function nameOf(statement: ts.Statement): string | undefined {
  const isNamed =
    ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed ? statement.name?.text : undefined;
}

/** What users see of a type: not what is private, nor what is named for our own use. */
function membersOf(node: ts.Node): Member[] {
  if (ts.isInterfaceDeclaration(node)) return visible(node.members);
  // What stands in one line is explained by the comment of the whole type.
  if (ts.isTypeLiteralNode(node)) return node.getText().includes("\n") ? visible(node.members) : [];
  if (ts.isClassDeclaration(node)) return visible(node.members);
  if (ts.isTypeAliasDeclaration(node)) return membersOf(node.type);
  if (ts.isIntersectionTypeNode(node) || ts.isUnionTypeNode(node)) return node.types.flatMap(membersOf);
  return ts.isParenthesizedTypeNode(node) ? membersOf(node.type) : [];
}

function visible(members: readonly Member[]): Member[] {
  const names = new Set<string>();
  return members.filter((member) => {
    const name = member.name;
    if (!name || ts.isPrivateIdentifier(name) || ts.isComputedPropertyName(name) || isPrivate(member)) return false;
    const text = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
    // A tag that tells variants apart says what it is by its value.
    if (text.startsWith("~") || isTag(member)) return false;
    const isAgain = names.has(text); // another overload, or the setter of a getter
    names.add(text);
    return !isAgain;
  });
}

function isPrivate(member: Member): boolean {
  return (
    ts.canHaveModifiers(member) && !!ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}

function isTag(member: Member): boolean {
  return ts.isPropertySignature(member) && !!member.type && ts.isLiteralTypeNode(member.type);
}

function hasDoc(member: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(member).some(ts.isJSDoc);
}

function placeOf(node: ts.Node, source: ts.SourceFile, root: string): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${relative(root, source.fileName)}:${line + 1}`;
}

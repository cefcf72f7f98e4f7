import assert from "node:assert/strict";
import ts from "typescript-5.9";

/**
 * Asserts that two generated modules differ in nothing but the content of comments and literals, and that each literal of the
 * second holds what the first one's stands for. Names of functions, which are made of names of properties, may differ too,
 * as long as each stands for the same one everywhere.
 *
 * @param expected of a literal of the first, what the second is to have in its place
 */
export function compareSources(file: string, one: string, other: string, expected: (text: string) => string): void {
  const [first, second] = [parse(file, one), parse(file, other)];
  const names = new Map<string, string>();
  const compare = (a: ts.Node, b: ts.Node): void => {
    const place = `${file}: ${a.getText(first).slice(0, 200)}\n  became ${b.getText(second).slice(0, 400)}`;
    assert.equal(ts.SyntaxKind[b.kind], ts.SyntaxKind[a.kind], place);
    if (ts.isStringLiteral(a) && ts.isStringLiteral(b)) {
      assert.equal(b.text, expected(a.text), place);
    } else if (ts.isIdentifier(a) && ts.isIdentifier(b) && a.text !== b.text) {
      assert.ok(/^check[\w$]+$/.test(a.text) && /^check[\w$]+$/.test(b.text), place);
      assert.equal(names.get(a.text) ?? b.text, b.text, place);
      names.set(a.text, b.text);
    } else if (ts.isLiteralExpression(a) && ts.isLiteralExpression(b)) {
      assert.equal(b.text, a.text, place);
    }
    assert.deepEqual(tagsOf(b), tagsOf(a), place);
    const [children, others] = [childrenOf(a), childrenOf(b)];
    assert.equal(others.length, children.length, place);
    for (const [index, child] of children.entries()) compare(child, others[index] ?? child);
  };
  compare(first, second);
  assert.equal(new Set(names.values()).size, names.size, `${file}: two functions became one`);
  assert.deepEqual(kindsOfComments(other), kindsOfComments(one), `${file}: comments`);
}

/** What a source file has beside its syntax tree, and TypeScript's types do not show. */
interface Internals {
  readonly parseDiagnostics: readonly ts.Diagnostic[];
  /** `@ts-expect-error` and the like. */
  readonly commentDirectives?: readonly unknown[];
  readonly checkJsDirective?: unknown;
  /** `/// <reference ...>`, `@jsx`. */
  readonly pragmas: ReadonlyMap<string, unknown>;
}

function parse(file: string, text: string): ts.SourceFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const { parseDiagnostics, commentDirectives, checkJsDirective, pragmas } = source as ts.SourceFile & Internals;
  const messages = parseDiagnostics.map(({ messageText, start = 0 }) => {
    return `${ts.flattenDiagnosticMessageText(messageText, "\n")} at ${JSON.stringify(text.slice(start, start + 80))}`;
  });
  assert.deepEqual(messages, [], file);
  assert.deepEqual([commentDirectives, checkJsDirective, [...pragmas.keys()]], [undefined, undefined, []], file);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  assert.doesNotMatch(text, /[\r\u2028\u2029\u202a-\u202e\u2066-\u2069\u0000]/, file);
  assert.ok(text.isWellFormed(), file);
  return source;
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

function tagsOf(node: ts.Node): string[] {
  return ts.getJSDocTags(node).map(({ tagName }) => tagName.text);
}

/** Of each comment whether it is one of a line or a block. */
function kindsOfComments(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, ts.LanguageVariant.Standard, text);
  const kinds: string[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.SingleLineCommentTrivia) kinds.push("line");
    // Tools read orders out of comments that begin with these.
    if (token === ts.SyntaxKind.MultiLineCommentTrivia)
      kinds.push(/^\/\*[!#@]\S*/.exec(scanner.getTokenText())?.[0] ?? "block");
  }
  return kinds;
}

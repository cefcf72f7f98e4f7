export { compareLexicons } from "./check/compareLexicons.ts";
export { lintLexicons } from "./check/lintLexicons.ts";
export type { CompileOptions } from "./compile/CompileOptions.ts";
export { type Compiled, compile } from "./compile/compile.ts";
export { hashOf } from "./compile/hashOf.ts";
export { type CommentLine, comment, lineComment } from "./emit/comment.ts";
export { commentLines } from "./emit/docComment.ts";
export { CheckEmitter } from "./emit/emitCheck.ts";
export { emitTree, type TreeOptions } from "./emit/emitTree.ts";
export { literal, propertyKey, stringLiteral, valueKey } from "./emit/literal.ts";
export { exportNames, pascalCase, pascalNsid } from "./emit/names.ts";
export { Runtime } from "./emit/Runtime.ts";
export { Scope } from "./emit/Scope.ts";
export { LexiconError, type LexiconProblem } from "./errors/LexiconError.ts";
export { OutputError, type OutputErrorCode } from "./errors/OutputError.ts";
export type {
  Definition,
  DefinitionId,
  Document,
  Node,
  ObjectNode,
  OperationDefinition,
  Paging,
  Property,
  RecordDefinition,
  SubscriptionDefinition,
  TypeDefinition,
} from "./ir/ir.ts";
export { nodesOf } from "./ir/nodesOf.ts";
export type { Program } from "./ir/Program.ts";
export { readProgram } from "./ir/readProgram.ts";
export type { LexiconSource } from "./read/LexiconSource.ts";
export { readFolder } from "./read/readFolder.ts";
export { readPackage } from "./read/readPackage.ts";
export { readSource } from "./read/readSource.ts";
export { type SeparatedSources, separateKnown } from "./read/separateKnown.ts";
export { isCurrent, writeTree } from "./write/writeTree.ts";

export { compareLexicons } from "./check/compareLexicons.ts";
export { lintLexicons } from "./check/lintLexicons.ts";
export { type Compiled, type CompileOptions, compile, hashOf, readProgram } from "./compile.ts";
export { CheckEmitter } from "./emit/emitCheck.ts";
export { emitTree, type TreeOptions } from "./emit/emitTree.ts";
export { exportNames, pascalCase, pascalNsid } from "./emit/names.ts";
export { Runtime, type RuntimePart } from "./emit/Runtime.ts";
export { Scope } from "./emit/Scope.ts";
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
export { nodesOf, type Program } from "./ir/linkDocuments.ts";
export { LexiconError, type LexiconProblem } from "./LexiconError.ts";
export { OutputError, type OutputErrorCode } from "./OutputError.ts";
export type { LexiconSource } from "./read/LexiconSource.ts";
export { readFolder } from "./read/readFolder.ts";
export { readPackage } from "./read/readPackage.ts";
export { readSource } from "./read/readSource.ts";
export { type SeparatedSources, separateKnown } from "./read/separateKnown.ts";
export { isCurrent, writeTree } from "./writeTree.ts";

export type { BoundOperation, BoundPagedOperation } from "./BoundOperation.ts";
export { bindTree, type TreeOperation } from "./bindTree.ts";

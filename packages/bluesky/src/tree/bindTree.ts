import type { ClientLike } from "../xrpc/contract/Call.ts";

/** What the tree needs of an operation. */
export interface TreeOperation {
  readonly nsid: string;
}

type Call = (client: ClientLike, ...args: unknown[]) => unknown;

/** An operation, as far as it is looked at: `pages` and `items` exist only where a cursor pages. */
type Form = Call & { readonly [name in (typeof forms)[number]]?: Call } & { isError?: (...args: unknown[]) => unknown };

/** A namespace, an operation, or both: `com.example.page` and `com.example.page.get` may both exist. */
interface TreeNode {
  operation?: Form;
  readonly children: Map<string, TreeNode>;
}

const forms = ["safe", "withResponse", "pages", "items"] as const;

/**
 * Binds operations to a client, each under its NSID: `tree.app.bsky.feed.getTimeline()`. Nothing is bound before it is
 * used: a namespace or an operation is made when it is first read. Called by generated code.
 */
export function bindTree(client: ClientLike, operations: readonly TreeOperation[]): object {
  return bindChildren({}, indexOf(operations), client);
}

/** The index of each list of operations: all clients share it. */
const indexes: WeakMap<readonly TreeOperation[], TreeNode> = /*#__PURE__*/ new WeakMap();

function indexOf(operations: readonly TreeOperation[]): TreeNode {
  let root = indexes.get(operations);
  if (root) return root;
  root = { children: new Map() };
  for (const operation of operations) {
    let node = root;
    for (const segment of operation.nsid.split(".")) {
      let child = node.children.get(segment);
      if (!child) {
        child = { children: new Map() };
        node.children.set(segment, child);
      }
      node = child;
    }
    // Operations are functions; their parameters differ.
    node.operation = operation as unknown as Form;
  }
  indexes.set(operations, root);
  return root;
}

function bindChildren<Target extends object>(target: Target, { children }: TreeNode, client: ClientLike): Target {
  for (const [name, node] of children) {
    Object.defineProperty(target, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = bindChildren(node.operation ? bind(node.operation, client) : {}, node, client);
        Object.defineProperty(target, name, { value });
        return value;
      },
    });
  }
  return target;
}

function bind(operation: Form, client: ClientLike): object {
  const bound = (...args: unknown[]): unknown => operation(client, ...args);
  for (const name of forms) {
    if (operation[name]) define(bound, name, (...args) => operation[name]?.(client, ...args));
  }
  return define(bound, "isError", (...args) => operation.isError?.(...args));
}

function define(target: object, name: string, value: (...args: unknown[]) => unknown): object {
  return Object.defineProperty(target, name, { value });
}

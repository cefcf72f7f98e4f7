import type { ClientLike } from "../../xrpc/contract/Call.ts";

/** A function as it is before it is bound: with a client first. */
export type Unbound<F> = F extends (...args: infer Args) => infer Result
  ? (client: ClientLike, ...args: Args) => Result
  : never;

type AnyFunction = (client: ClientLike, ...args: unknown[]) => unknown;

/**
 * Binds functions that take a client first to a client. What a function carries, as `list` carries `list.items`, is bound with
 * it. `Bound` has their types as they are then: TypeScript cannot take a parameter off a function that is generic.
 *
 * @example
 * ```ts
 * const records: BoundRecords = bind<BoundRecords>(client, { create, list });
 * ```
 */
export function bind<Bound extends object>(
  client: ClientLike,
  functions: { readonly [Name in keyof Bound]: Unbound<Bound[Name]> },
): Bound {
  const bound = Object.entries(functions).map(([name, free]) => [name, bindOne(client, free as AnyFunction)] as const);
  return Object.fromEntries(bound) as Bound; // one for each, without its first parameter
}

function bindOne(client: ClientLike, free: AnyFunction): object {
  const bound = (...args: unknown[]): unknown => free(client, ...args);
  for (const [name, carried] of Object.entries(free)) {
    Object.defineProperty(bound, name, { value: bindOne(client, carried as AnyFunction), enumerable: true });
  }
  return bound;
}

import type { BlueskyError } from "../errors/BlueskyError.ts";
import type { Check } from "../schema/Check.ts";
import { bodySchema, type Schema } from "../schema/Schema.ts";
import type { CallOptions } from "./CallOptions.ts";
import type { ClientLike } from "./Client.ts";
import type { CallResult, Definition, SafeResult } from "./Operation.ts";
import { isXrpcError, type XrpcError } from "./XrpcError.ts";

/** An operation as it is at run time: a function with a definition's properties, and the methods below. */
export interface RawOperation extends Definition {
  (client: ClientLike, arg?: unknown, options?: CallOptions): Promise<unknown>;
}

/** What all operations have. A prototype, so that making one of hundreds costs next to nothing. */
export const operationMethods: object = {
  // What makes it a function still: `bind`, `call`, `apply`.
  __proto__: Function.prototype,

  withResponse(this: Definition, client: ClientLike, arg?: unknown, options?: CallOptions) {
    return client["~client"]["~send"](this, arg, options);
  },

  async safe(
    this: Definition,
    client: ClientLike,
    arg?: unknown,
    options?: CallOptions,
  ): Promise<SafeResult<unknown, string>> {
    try {
      return { ok: true, ...(await client["~client"]["~send"](this, arg, options)) };
    } catch (error) {
      return { ok: false, error: error as BlueskyError }; // or what a hook has thrown
    }
  },

  isError(this: Definition, error: unknown, name: string): error is XrpcError {
    return isXrpcError(error, this, name as never);
  },

  get params(): Schema<unknown> | undefined {
    return schemaOf(this, "params");
  },

  get input(): Schema<unknown> | undefined {
    return schemaOf(this, "input");
  },

  get output(): Schema<unknown> | undefined {
    return schemaOf(this, "output");
  },
};

/** Makes the schema on first use, and puts it in the getter's place. */
function schemaOf(operation: object, name: "params" | "input" | "output"): Schema<unknown> | undefined {
  const { kind, nsid, [`~${name}` as const]: check } = operation as Definition; // called on operations only
  // A query without parameters takes none, and any that a later version of its lexicon may have.
  const none: Check | undefined = name === "params" && kind === "query" ? () => undefined : undefined;
  const compiled = typeof check === "function" ? check : none;
  const value = compiled && bodySchema(`${nsid}#${name}`, compiled);
  Object.defineProperty(operation, name, { value });
  return value;
}

/** Makes an operation of its definition. */
export function makeOperation(definition: Definition, methods: object = operationMethods): RawOperation {
  const call = (client: ClientLike, arg?: unknown, options?: CallOptions): Promise<unknown> =>
    client["~client"]["~send"](definition, arg, options).then(data);
  return Object.setPrototypeOf(Object.assign(call, definition), methods);
}

function data(result: CallResult<unknown>): unknown {
  return result.data;
}

import { type BlueskyError, isBlueskyError } from "../errors/BlueskyError.ts";
import { bodySchema, type Schema } from "../schema/Schema.ts";
import type { CallOptions } from "./CallOptions.ts";
import type { ClientLike } from "./Client.ts";
import { dataOf } from "./dataOf.ts";
import type { CallResult, Definition, SafeResult } from "./Operation.ts";
import type { XrpcError } from "./XrpcError.ts";

/** An operation as it is at run time: a function with a definition's properties, and the methods below. */
export interface RawOperation extends Definition {
  (client: ClientLike, arg?: unknown, options?: CallOptions): Promise<unknown>;
  withResponse(client: ClientLike, arg?: unknown, options?: CallOptions): Promise<CallResult<unknown>>;
}

/** What all operations have. A prototype, so that making one of hundreds costs next to nothing. */
export const operationMethods: object = {
  // What makes it a function still: `bind`, `call`, `apply`.
  __proto__: Function.prototype,

  withResponse(this: RawOperation, client: ClientLike, arg?: unknown, options?: CallOptions) {
    return client["~client"]["~send"](this, arg, options);
  },

  async safe(
    this: RawOperation,
    client: ClientLike,
    arg?: unknown,
    options?: CallOptions,
  ): Promise<SafeResult<unknown, string>> {
    try {
      return { ok: true, ...(await this.withResponse(client, arg, options)) };
    } catch (error) {
      return { ok: false, error: error as BlueskyError }; // or what a hook has thrown
    }
  },

  isError(this: RawOperation, error: unknown, name: string): error is XrpcError {
    const { error: found, nsid } = Object(error);
    return isBlueskyError(error) && found === name && nsid === this.nsid;
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
  const { nsid, [`~${name}` as const]: check } = operation as Definition; // called on operations only
  const value = typeof check === "function" ? bodySchema(`${nsid}#${name}`, check) : undefined;
  Object.defineProperty(operation, name, { value });
  return value;
}

/** Makes an operation of its definition. */
export function makeOperation(definition: Definition, methods: object = operationMethods): RawOperation {
  const call = (client: ClientLike, arg?: unknown, options?: CallOptions): Promise<unknown> =>
    operation.withResponse(client, arg, options).then(dataOf);
  const operation: RawOperation = Object.setPrototypeOf(Object.assign(call, definition), methods);
  return operation;
}

import { type BlueskyError, isBlueskyError } from "../errors/BlueskyError.ts";
import type { Check } from "../schema/Check.ts";
import { bodySchema } from "../schema/Schema.ts";
import type { CallOptions } from "./CallOptions.ts";
import type { ClientLike } from "./Client.ts";
import { dataOf } from "./dataOf.ts";
import type { CallResult, Definition, JsonSchema, SafeResult } from "./Operation.ts";
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
    // What has parameters and a body takes both in one argument. Where it does not get it, validation says so.
    const { params, input } = this.kind === "query" ? { params: arg } : this.params ? Object(arg) : { input: arg };
    return client["~client"]["~send"](this, params, input, options);
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
};

/** Makes the schema of what an operation takes or gives, where it is JSON. */
export function schemaOf<Codec extends object = never>(
  nsid: string,
  part: "params" | "input" | "output",
  body: Check | Codec | undefined,
): JsonSchema | Codec | undefined {
  return typeof body === "function" ? bodySchema(`${nsid}#${part}`, body as Check) : body; // no other is a function
}

/** Makes an operation of its definition. */
export function makeOperation(definition: Definition, methods: object = operationMethods): RawOperation {
  const call = (client: ClientLike, arg?: unknown, options?: CallOptions): Promise<unknown> =>
    operation.withResponse(client, arg, options).then(dataOf);
  const operation: RawOperation = Object.setPrototypeOf(Object.assign(call, definition), methods);
  return operation;
}

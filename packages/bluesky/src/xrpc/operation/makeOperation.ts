import { isBlueskyError } from "../../errors/BlueskyError.ts";
import type { CallOptions, ClientLike, Definition } from "../contract/Call.ts";
import type { CallResult } from "../contract/CallResult.ts";
import type { CallFailure } from "../errors/CallFailure.ts";
import type { XrpcError } from "../errors/XrpcError.ts";
import { clientOf } from "./clientOf.ts";
import { dataOf } from "./dataOf.ts";
import type { SafeResult } from "./Operation.ts";

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
    try {
      return clientOf(client)["~send"](this, params, input, options);
    } catch (error) {
      return Promise.reject(error);
    }
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
      return { ok: false, error: error as CallFailure }; // or what a hook has thrown
    }
  },

  isError(this: RawOperation, error: unknown, name: string): error is XrpcError {
    const { error: found, nsid } = Object(error);
    return isBlueskyError(error) && found === name && nsid === this.nsid;
  },
};

/** Makes an operation of its definition. */
export function makeOperation(definition: Definition, methods: object = operationMethods): RawOperation {
  const call = (client: ClientLike, arg?: unknown, options?: CallOptions): Promise<unknown> =>
    operation.withResponse(client, arg, options).then(dataOf);
  const operation: RawOperation = Object.setPrototypeOf(Object.assign(call, definition), methods);
  return operation;
}

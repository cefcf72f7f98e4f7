import type { RecordSchema } from "bluesky/schema";
import type { CallOptions, CallResult, ClientLike, Definition } from "bluesky/xrpc";
import type { CollectedNamespace } from "./Collected.ts";

/** An operation of the package, without its types: which one it is, is known only when it is chosen. */
export interface AnyOperation extends Definition {
  withResponse(client: ClientLike, arg?: unknown, options?: CallOptions): Promise<CallResult<unknown>>;
}

/** A namespace, loaded: what forms are made of, and the exports of the package's entry of that name. */
export interface Namespace {
  readonly collected: CollectedNamespace;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** @throws {Error} if the namespace has no operation of that NSID */
export function operationOf({ exports }: Namespace, nsid: string): AnyOperation {
  const found = Object.values(exports).find((value) => isOperation(value) && value.nsid === nsid);
  if (!found) throw new Error(`There is no operation ${nsid}.`);
  return found as AnyOperation; // just looked at
}

/** The schema of a collection's records, if the namespace has it. */
export function recordOf({ exports }: Namespace, nsid: string): RecordSchema<unknown> | undefined {
  const found = Object.values(exports).find((value) => isRecord(value) && value.nsid === nsid);
  return found as RecordSchema<unknown> | undefined; // just looked at
}

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === "function" && "withResponse" in value && "nsid" in value;
}

function isRecord(value: unknown): value is RecordSchema<unknown> {
  return typeof value === "object" && value !== null && "nsid" in value && "key" in value && "safeParse" in value;
}

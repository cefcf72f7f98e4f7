import type { XrpcCall } from "./callXrpc.ts";

/** A call in somebody's name. */
export type CallAs = (
  name: string,
  call: Omit<XrpcCall, "service" | "authorization">,
) => Promise<Record<string, unknown>>;

/** What has been written so far, by the names that the plan gives it. */
export interface Written {
  dids: Map<string, string>;
  refs: Map<string, { uri: string; cid: string }>;
}

/** The DID of a person of the seed. */
export function didOf(written: Written, name: string): string {
  const did = written.dids.get(name);
  if (did === undefined) throw new Error(`the seed has no account named ${name}`);
  return did;
}

/** Where a record of the seed is. */
export function refOf(written: Written, id: string): { uri: string; cid: string } {
  const ref = written.refs.get(id);
  if (ref === undefined) throw new Error(`the seed has no record named ${id}`);
  return ref;
}

import type { CallResult } from "../contract/CallResult.ts";

/** What a call gives, without what came with it. */
export function dataOf<T>({ data }: CallResult<T>): T {
  return data;
}

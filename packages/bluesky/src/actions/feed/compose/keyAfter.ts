import { formatTid, parseTid } from "../../../syntax/tid.ts";

/** The key of a further post of a thread whose first one has a given key. */
export function keyAfter(key: string, index: number): string {
  const { timestamp, clockId } = parseTid(key);
  return formatTid({ timestamp: timestamp + index, clockId });
}

import { formatTid, parseTid } from "../../../syntax/tid.ts";

/**
 * Keys made one after the other differ by a microsecond most of the time. `3jzfcijpj2z2a+17` is that TID and the 17 that
 * follow: tens of thousands of keys become some hundred characters.
 *
 * @param tids In the order in which they were made.
 */
export function encodeTidRuns(tids: readonly string[]): string[] {
  const runs: string[] = [];
  let [first, more, next] = ["", 0, ""];
  const end = (): void => {
    if (first) runs.push(more ? `${first}+${more}` : first);
  };
  for (const tid of tids) {
    if (tid === next) more++;
    else {
      end();
      [first, more] = [tid, 0];
    }
    next = following(tid, 1);
  }
  end();
  return runs;
}

/** The inverse. @throws {InvalidSyntaxError} */
export function decodeTidRuns(runs: readonly string[]): string[] {
  return runs.flatMap((run) => {
    const [first = "", more = "0"] = run.split("+");
    return Array.from({ length: Number(more) + 1 }, (_, i) => following(first, i));
  });
}

function following(tid: string, microseconds: number): string {
  const { timestamp, clockId } = parseTid(tid);
  return formatTid({ timestamp: timestamp + microseconds, clockId });
}

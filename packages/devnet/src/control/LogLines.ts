import { StringDecoder } from "node:string_decoder";

/** Where the logs of the official servers go: a function that is called with each line, or a stream. */
export type LogTarget = ((line: string) => void) | { write(chunk: string): unknown };

/** Cuts what the child writes into lines, passes them on, and remembers the last ones. */
export interface LogLines {
  push(chunk: Buffer): void;
  /** The last lines, oldest first. */
  tail(): string[];
}

const kept = 40;
/** A longer "line" is cut: nothing may grow without bound. */
const longest = 64 * 1024;

export function createLogLines(target: LogTarget | undefined): LogLines {
  const decoder = new StringDecoder("utf8");
  const lines: string[] = [];
  let rest = "";
  const add = (line: string) => {
    lines.push(line);
    if (lines.length > kept) lines.shift();
    if (typeof target === "function") target(line);
    else target?.write(`${line}\n`);
  };
  return {
    push(chunk) {
      const parts = (rest + decoder.write(chunk)).split("\n");
      rest = (parts.pop() ?? "").slice(-longest);
      parts.forEach(add);
    },
    tail: () => (rest === "" ? lines.slice() : [...lines, rest]),
  };
}

import { quietly } from "../../platform/abort/quietly.ts";
import { parseBounded } from "../../platform/http/parseBounded.ts";
import type { LinesOutput } from "../contract/Binary.ts";
import type { BodyDecoder, Call } from "../contract/Call.ts";
import type { Guard } from "../contract/Guard.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";
import { createBinaryOutput } from "./decodeBinary.ts";

/** Longer than any record: what has no end must not fill the memory. */
const MAX_LINE = 16 * 1024 * 1024;

/** The answer of an operation that gives JSON lines. Called by generated code. */
export function decodeLines(expected: string): BodyDecoder<LinesOutput> {
  return { decode: (call, response, guard) => createLinesOutput(call, response, guard, expected) };
}

/** Hands an answer of JSON lines out, line by line. */
function createLinesOutput(call: Call, response: Response, guard: Guard, expected: string): LinesOutput {
  const { stream, cancel } = createBinaryOutput(call, response, guard, expected);
  const parse = (line: string): unknown => {
    const value = parseBounded(line);
    if (value === undefined) throw invalidResponse(call, response, "expected lines of JSON");
    return value;
  };
  return {
    cancel,
    async *[Symbol.asyncIterator]() {
      if (stream.locked) throw invalidResponse(call, response, "its lines are read already: they can be read once");
      const reader = stream.getReader();
      const decoder = new TextDecoder();
      let rest = "";
      try {
        for (;;) {
          const { done, value } = await reader.read();
          const text = done ? `${decoder.decode()}\n` : decoder.decode(value, { stream: true });
          const lines = text.split("\n");
          lines[0] = rest + lines[0];
          rest = lines.pop() ?? "";
          if (rest.length > MAX_LINE) throw invalidResponse(call, response, "a line has no end");
          for (const line of lines) if (line.trim()) yield parse(line);
          if (done) return;
        }
      } finally {
        quietly(() => reader.cancel());
      }
    },
  };
}

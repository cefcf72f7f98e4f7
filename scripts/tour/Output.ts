import { styleText } from "node:util";

/** Where the tour is told: a terminal, in colour, or a pipe, plain. */
export interface Output {
  /** A step that went well: what it was, what came back (a line each), how many milliseconds it took. */
  done(title: string, lines: readonly string[], milliseconds: number): void;
  /** A step that is taking long. */
  waiting(title: string, milliseconds: number): void;
  /** A step that did not. */
  failed(title: string, reason: string): void;
}

const TITLE_WIDTH = 14;

/** Tells the tour to a stream. Colours follow the stream and the environment (`NO_COLOR`, `FORCE_COLOR`). */
export function createOutput(stream: NodeJS.WriteStream): Output {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string => styleText(style, text, { stream });
  const indent = " ".repeat(TITLE_WIDTH + 3);
  return {
    done(title, [first = "", ...more], milliseconds) {
      const time = paint("dim", `${Math.round(milliseconds)} ms`);
      const lines = [`${paint("green", "✔")} ${paint("bold", title.padEnd(TITLE_WIDTH))} ${first}  ${time}`];
      for (const line of more) lines.push(`${indent}${paint("dim", line)}`);
      stream.write(`${lines.join("\n")}\n`);
    },
    waiting(title, milliseconds) {
      const time = paint("dim", `${Math.round(milliseconds / 1000)} s so far`);
      stream.write(`${paint("dim", "…")} ${paint("bold", title.padEnd(TITLE_WIDTH))} ${time}\n`);
    },
    failed(title, reason) {
      stream.write(`${paint("red", "✖")} ${paint("bold", title.padEnd(TITLE_WIDTH))} ${reason}\n`);
    },
  };
}

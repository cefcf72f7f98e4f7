import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Asks whoever sits at the terminal, or what is piped in: a line for each answer. */
export interface Ask extends Disposable {
  text(question: string): Promise<string>;
  /** What is typed does not show. */
  secret(question: string): Promise<string>;
}

export function createAsk(signal: AbortSignal): Ask {
  const { stdin, stderr } = process;
  let isSecret = false;
  const output = new Writable({
    write(chunk, _, done) {
      if (!isSecret) stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: stdin, output, terminal: stdin.isTTY === true });
  // A terminal hands Ctrl+C to whoever reads lines.
  lines.on("SIGINT", () => process.emit("SIGINT"));
  signal.addEventListener("abort", () => lines.close());
  const answers = lines[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    stderr.write(`${question} `);
    const { value, done } = await answers.next();
    if (stdin.isTTY !== true || isSecret) stderr.write("\n");
    if (done) throw new Error(`No answer: ${question}`);
    return String(value).trim();
  };
  return {
    text: ask,
    async secret(question) {
      isSecret = true;
      try {
        return await ask(question);
      } finally {
        isSecret = false;
      }
    },
    [Symbol.dispose]: () => lines.close(),
  };
}

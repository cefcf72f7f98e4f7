import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A program of `programs/`, in a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** The next thing that it sends. Rejects where it ends before. */
  next<Message>(): Promise<Message>;
  /** Lets go of it, and waits for its end. @returns its exit code, or the signal that ended it */
  end(): Promise<number | string>;
}

/** Starts a program with an input. `flags` are for its Node. */
export function runProgram(name: string, input: object, flags: readonly string[] = []): Program {
  const own = process.execArgv.filter((argument) => /^--(conditions|disable-warning)=/.test(argument));
  const child = fork(join(import.meta.dirname, "programs", name), [JSON.stringify(input)], {
    execArgv: [...own, ...flags],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code, signal]): number | string => code ?? signal);
  const waiting: unknown[] = [];
  let wake = (): void => {};
  child.on("message", (message) => {
    waiting.push(message);
    wake();
  });
  return {
    child,
    async next<Message>() {
      while (waiting.length === 0) {
        const message = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const how = await Promise.race([message, ended]);
        if (how !== undefined && waiting.length === 0) throw new Error(`${name} ended with ${how}.`);
      }
      return waiting.shift() as Message; // what this program is known to send
    },
    end() {
      if (child.connected) child.disconnect();
      return ended;
    },
  };
}

import { relative } from "node:path";
import type { TestsStream } from "node:test";
import { inspect } from "node:util";

/** A file that took longer gets a line, so that a long suite shows that it is at work. */
const slowMs = 2_000;

/**
 * Prints failures in full with what their file printed, a line for every slow file, and the closing counts of
 * node:test. Passing tests are only counted; in a soak, what they say is printed, too.
 *
 * @returns whether all passed and at least one ran
 */
export async function reportTests(events: TestsStream): Promise<boolean> {
  const printed = new Map<string, string>();
  const failedFiles = new Set<string>();
  let ran = 0;
  let success = true;
  for await (const event of events) {
    switch (event.type) {
      case "test:stdout":
      case "test:stderr":
        printed.set(event.data.file, (printed.get(event.data.file) ?? "") + event.data.message);
        break;
      case "test:pass":
        ran += 1;
        break;
      case "test:fail": {
        success = false;
        const { file, line, column, name, details } = event.data;
        if (file !== undefined) failedFiles.add(file);
        if (details.error instanceof Error && "failureType" in details.error) {
          if (details.error.failureType === "subtestsFailed") break; // Its subtests have said it.
        }
        console.log(`✖ ${name}  ${file === undefined ? "" : `${relative(".", file)}:${line}:${column}`}`);
        console.log(indent(explain(details.error.cause ?? details.error)));
        break;
      }
      case "test:summary": {
        const { file, counts, duration_ms: duration } = event.data;
        if (file === undefined) {
          success &&= event.data.success;
          break;
        }
        if (!event.data.success || failedFiles.has(file)) {
          const output = printed.get(file)?.trim();
          if (output) console.log(indent(`printed by ${relative(".", file)}:\n${output}`));
        }
        printed.delete(file);
        if (duration > slowMs) {
          const mark = event.data.success ? "✔" : "✖";
          console.log(`${mark} ${relative(".", file)} (${counts.tests} tests) ${(duration / 1000).toFixed(1)} s`);
        }
        break;
      }
      case "test:diagnostic":
        // The closing counts ("tests 12", "pass 12", ...) belong to no file.
        if (event.data.file === undefined && event.data.nesting === 0) console.log(`ℹ ${event.data.message}`);
        // What tests say themselves are the figures of a long run.
        else if (event.data.file !== undefined && process.env.SOAK) console.log(`  ${event.data.message}`);
        break;
    }
  }
  if (ran === 0 && success) console.log("no test ran");
  return success && ran > 0;
}

/** An error with its own properties, without node:test's part of the stack. A diff is in the message already. */
function explain(error: unknown): string {
  // It comes from another process, as a plain Error.
  const isAssertion = error instanceof Error && "code" in error && error.code === "ERR_ASSERTION";
  const text = isAssertion ? (error.stack ?? error.message) : inspect(error);
  return text.replaceAll(/\n +at [^\n]*\(?node:internal[^\n]*/g, "");
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

import assert from "node:assert/strict";
import type { Issue, Level, SafeParseResult } from "../../src/schema/index.ts";
import type { Target } from "./targets.ts";

// On an idle machine no answer takes half a second. What is not linear would take hours.
const LONGEST_MS = 5000;
const MOST_ISSUES = 1000;
const LONGEST_MESSAGE = 1000;

export type Answers = { readonly [level in Level]: SafeParseResult<unknown> | undefined };

/**
 * Asks schemas about values, at both levels, and notes where an answer is late, too long, or none at all. `settle`
 * fails with what was noted.
 */
export class Inquiry {
  readonly #failures = new Map<string, string[]>();
  #asked = 0;
  #slowest = { ms: 0, what: "" };

  /** What is `plain` can be read: it is not said to be unreadable. */
  ask(target: Target, value: unknown, label: string, plain = false): Answers {
    return {
      strict: this.#answer(target, value, label, plain, "strict"),
      shape: this.#answer(target, value, label, plain, "shape"),
    };
  }

  /** Notes a failure under a label, where something is not so. */
  expect(so: boolean, label: string, what: string): void {
    if (so) return;
    const list = this.#failures.get(label) ?? [];
    this.#failures.set(label, list);
    list.push(what);
  }

  settle(): void {
    const lines = [...this.#failures].map(([label, list]) => `${label} (${list.length} times): ${list[0]}`);
    this.#failures.clear();
    assert.equal(lines.length, 0, `\n${lines.join("\n")}`);
  }

  toString(): string {
    return `${this.#asked} questions; slowest: ${Math.round(this.#slowest.ms)} ms, ${this.#slowest.what}`;
  }

  #answer(
    target: Target,
    value: unknown,
    label: string,
    plain: boolean,
    level: Level,
  ): SafeParseResult<unknown> | undefined {
    this.#asked++;
    const start = performance.now();
    let result: SafeParseResult<unknown>;
    try {
      result = target.schema.safeParse(value, { level });
    } catch (error) {
      this.expect(
        false,
        label,
        `${target.name} ${level}: threw ${error instanceof Error ? error.stack : typeof error}`,
      );
      return undefined;
    }
    const ms = performance.now() - start;
    if (ms > this.#slowest.ms) this.#slowest = { ms, what: `${target.name}, ${label}, ${level}` };
    const problem = ms > LONGEST_MS ? `${Math.round(ms)} ms` : problemOf(result, value, plain);
    this.expect(problem === undefined, label, `${target.name} ${level}: ${problem}`);
    return result;
  }
}

function problemOf(result: SafeParseResult<unknown>, value: unknown, plain: boolean): string | undefined {
  if (result.ok) return Object.is(result.value, value) ? undefined : "another value";
  const { issues } = result;
  if (issues.length === 0 || issues.length > MOST_ISSUES) return `${issues.length} issues`;
  const bad = issues.find((issue) => !isSound(issue) || (plain && issue.code === "unreadable"));
  return bad && `a bad issue: ${JSON.stringify(bad).slice(0, 300)}`;
}

function isSound({ path, code, expected, received, message }: Issue): boolean {
  return (
    path.every((key) => typeof key === "string" || Number.isSafeInteger(key)) &&
    [code, expected, received, message].every((text) => typeof text === "string" && text !== "") &&
    message.length < LONGEST_MESSAGE
  );
}

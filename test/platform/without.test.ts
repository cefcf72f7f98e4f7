import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { features } from "../../packages/bluesky/src/platform/features.ts";
import type { CaseResult } from "./Case.ts";
import { prepareRunWithout, type RunWithout } from "./runWithout.ts";
import { startServer } from "./server/startServer.ts";

/**
 * What is not used, because some platform lacks it. Not among them are loops over streams, which Safari has not had for long: Node's own
 * `fetch` makes some. They are found in the sources.
 */
const UNUSED = [
  "AbortSignal.any",
  "AbortSignal.prototype.throwIfAborted",
  "AbortSignal.timeout",
  "Array.prototype.toSorted",
  "Response.json",
  "Symbol.asyncDispose",
  "URL.canParse",
  "structuredClone",
];

const names = features.map(({ name }) => name);

// Some of these wait: for time limits, and for each other's processor.
describe("every part runs without what it does not need", { concurrency: 2 }, () => {
  let run: RunWithout;
  before(async () => {
    run = await prepareRunWithout([...names, ...UNUSED]);
  });

  /** Hides features, and holds what fails to what may fail. */
  async function check(hidden: readonly string[], neededBy: readonly string[]): Promise<void> {
    await using server = await startServer();
    const results = await run(hidden, server.origin, AbortSignal.timeout(30_000));
    assert.ok(results.length > 50, `${results.length} cases`);
    const failed = results.filter(({ error }) => error !== undefined);
    const isCovered = ({ part, name }: CaseResult): boolean =>
      neededBy.some((needer) => needer === part || needer === `${part}: ${name}`);
    assert.deepEqual(failed.filter((result) => !isCovered(result)).map(toText), [], "fails, and must not");
    // Whoever needs it says so when it is used, not when it is loaded.
    assert.deepEqual(failed.filter(({ name }) => name === "import").map(toText), []);
    const isNeeded = (needer: string): boolean =>
      failed.some(({ part, name }) => needer === part || needer === `${part}: ${name}`);
    assert.deepEqual(
      neededBy.filter((needer) => !isNeeded(needer)),
      [],
      "does not fail: take it out of `neededBy`",
    );
    const unclear = failed.filter(
      ({ error }) => error?.code === undefined && !hidden.some((name) => error?.message.includes(lastOf(name))),
    );
    assert.deepEqual(unclear.map(toText), [], "fails with an error that is neither ours nor names what is missing");
  }

  it("without nothing", () => check([], []));

  for (const { name, neededBy } of features) it(`without ${name}`, () => check([name], neededBy));

  it("without all that can be done without, at once", () => {
    // In place of `fetch` another is given.
    const hidden = features.filter(({ name, isBasic }) => name !== "fetch" && !isBasic);
    return check(
      hidden.map(({ name }) => name),
      [...new Set(hidden.flatMap(({ neededBy }) => neededBy))],
    );
  });

  it("without what is not used, because some platform lacks it", () => check(UNUSED, []));
});

function toText({ part, name, error }: CaseResult): string {
  return `${part}: ${name}: ${error?.message}`;
}

/** `canParse` of `URL.canParse`: engines do not say whose it was. */
function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

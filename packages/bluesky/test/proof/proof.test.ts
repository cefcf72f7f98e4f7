import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { compare } from "./compare.ts";
import { createOracle } from "./createOracle.ts";
import { type Difference, differences } from "./differences.ts";
import { formatStrings } from "./formatStrings.ts";
import { type Mutation, mutationsOf } from "./mutations.ts";
import { type Path, type Place, placesOf, valueAt, withValueAt } from "./places.ts";
import { definitionOf, readSubject, type Target } from "./targets.ts";
import { Values } from "./Values.ts";

/**
 * The proof: for every schema of every document, valid values and mutated ones, made from the lexicons, are judged by
 * what was compiled and by `@atproto/lexicon`. `SEED` changes what is made, and `npm run soak` makes more of it.
 */
const seed = Number(process.env.SEED ?? 20260131);
const runs = soak(200, 10_000);

const subject = await readSubject();
const oracle = createOracle(subject.documents, subject.targets);
const formats = formatStrings(seed);
const values = new Values({ program: subject.program, formats, seed });
const full = new Values({ program: subject.program, formats, seed, full: true });
const met = new Set<Difference>();
const counts = { valid: 0, mutated: 0, constraints: 0 };

const namespaces = Map.groupBy(subject.targets, ({ definition }) => definition.nsid.split(".").slice(0, 3).join("."));

suite(`proof (seed ${seed})`, () => {
  for (const [namespace, targets] of namespaces) {
    test(`${namespace}: ${targets.length} schemas, valid and mutated values`, () => {
      const failures = targets.map((target) => prove(target)).filter((failure) => failure !== undefined);
      assert.equal(failures.length, 0, failures.slice(0, 5).join("\n\n"));
    });
    test(`${namespace}: every constraint`, () => {
      const failures = targets.flatMap((target) => proveConstraints(target));
      assert.equal(failures.length, 0, `${failures.length} failures\n\n${failures.slice(0, 5).join("\n\n")}`);
    });
  }

  test("every listed difference comes up", () => {
    const unseen = differences.filter((difference) => !met.has(difference)).map(({ name }) => name);
    assert.deepEqual(unseen, [], "these need not be listed any longer");
  });

  after(() => {
    const { valid, mutated, constraints } = counts;
    console.log(
      `${subject.targets.length} schemas: ${valid} valid values, ${mutated} mutated, ${constraints} at constraints`,
    );
  });
});

/** Judges values of one schema, and changes of them. Returns what is wrong, with the least value that shows it. */
function prove(target: Target): string | undefined {
  const property = fc.property(
    values.of(target.node, definitionOf(target)),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 2 }),
    (value, choices) => {
      freeze(value);
      counts.valid++;
      judgeValid(target, value);
      let changed = value;
      const changes: { path: Path; mutation: Mutation }[] = [];
      for (const [where, which] of choices) {
        const places = placesOf(subject.program, target, changed);
        const place = pick(places, where);
        const mutation = pick(mutationsOf(place, formats), which);
        changes.push({ path: place.path, mutation });
        changed = withValueAt(changed, place.path, mutation.value);
      }
      freeze(changed);
      counts.mutated++;
      judgeMutated(target, changed, changes);
    },
  );
  const result = fc.check(property, { seed, numRuns: runs });
  if (!result.failed) return undefined;
  const error = result.errorInstance;
  return `${error instanceof Error ? (error instanceof Failure ? error.message : error.stack) : error}\n  seed ${seed}, path ${result.counterexamplePath}`;
}

/** Makes every change at every place that is written in this schema. */
function proveConstraints(target: Target): string[] {
  const failures: string[] = [];
  for (const value of fc.sample(full.of(target.node, definitionOf(target)), { seed, numRuns: 1 })) {
    freeze(value);
    for (const place of placesOf(subject.program, target, value)) {
      if (!place.own) continue;
      for (const mutation of mutationsOf(place, formats)) {
        counts.constraints++;
        const changed = withValueAt(value, place.path, mutation.value);
        freeze(changed);
        try {
          judgeMutated(target, changed, [{ path: place.path, mutation }]);
        } catch (error) {
          failures.push(error instanceof Failure ? error.message : String((error as Error).stack));
        }
      }
    }
  }
  return failures;
}

class Failure extends Error {
  constructor(reason: string, target: Target, value: unknown, more: { [what: string]: unknown }) {
    const lines = Object.entries({ value, ...more }).map(([what, it]) => `  ${what}: ${shorten(JSON.stringify(it))}`);
    super(`${target.name}: ${reason}\n${lines.join("\n")}`);
  }
}

/** A valid value is accepted at both levels, and comes back as it is. */
function judgeValid(target: Target, value: unknown): void {
  const { ours, theirs, unexplained } = compare(subject, oracle, target, value, met);
  const shape = target.schema.safeParse(value, { level: "shape" });
  for (const result of [ours, shape]) {
    if (!result.ok) throw new Failure("refuses a valid value", target, value, { issues: result.issues, theirs });
    if (result.value !== value) throw new Failure("gives back another value", target, value, { result: result.value });
  }
  if (unexplained.length > 0) {
    throw new Failure("an unlisted difference", target, value, { theirs, unexplained: about(unexplained) });
  }
}

function judgeMutated(target: Target, value: unknown, changes: readonly { path: Path; mutation: Mutation }[]): void {
  const { ours, theirs, unexplained } = compare(subject, oracle, target, value, met);
  const labels = changes.map(({ path, mutation }) => `${path.join("/")}: ${mutation.label}`);
  const issues = ours.ok ? [] : ours.issues;
  const fail = (reason: string, more?: { [what: string]: unknown }): never => {
    throw new Failure(reason, target, value, { changes: labels, issues, theirs, ...more });
  };
  if (unexplained.length > 0) fail("an unlisted difference", { unexplained: about(unexplained) });
  const shape = target.schema.safeParse(value, { level: "shape" });
  if (ours.ok && !shape.ok) fail("refused at the shape level only", { shape: shape.issues });
  if (ours.ok && ours.value !== value) fail("gives back another value");
  const listed = new Set(issues.map(key));
  if (listed.size < issues.length) fail("says one thing twice");
  if (!shape.ok && !shape.issues.every((issue) => listed.has(key(issue)))) {
    fail("the shape level has issues that the strict one has not", { shape: shape.issues });
  }
  for (const issue of issues) {
    const found = valueAt(value, issue.path);
    const within = valueAt(value, issue.path.slice(0, -1));
    if (issue.path.length > 0 && (typeof within !== "object" || within === null))
      fail("a path leads nowhere", { issue });
    if ((issue.code === "required") !== (found === undefined)) fail("a code that does not fit the value", { issue });
    if (!changes.some(({ path }) => path.every((part, k) => issue.path[k] === part)))
      fail("an issue off the change", { issue });
  }
  const [only, ...more] = changes;
  if (only === undefined || more.length > 0) return;
  const { expect } = only.mutation;
  if (
    expect === "valid"
      ? !ours.ok
      : expect !== undefined && !issues.some(({ code, path }) => code === expect && path.length <= only.path.length + 1)
  ) {
    fail(`expected ${expect}`);
  }
}

function key({ path, code }: { path: Path; code: string }): string {
  return JSON.stringify([path, code]);
}

function about(
  disagreements: readonly { path: Path; value: unknown; place: Place; error?: unknown; issue?: unknown }[],
): unknown {
  return disagreements.map(({ path, value, place, error, issue }) => ({
    at: path.join("/"),
    value,
    definition: place.definition?.id,
    node: { ...place.node, description: undefined },
    error,
    issue,
  }));
}

function shorten(text: string | undefined): string {
  return text === undefined || text.length < 1500
    ? String(text)
    : `${text.slice(0, 1500)}... (${text.length} characters)`;
}

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** Whatever is written to a frozen value throws, and makes it invalid. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const child of Object.values(value)) freeze(child);
}

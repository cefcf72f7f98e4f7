import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Node } from "bluesky-lexgen";
import fc from "fast-check";
import { findWay, nest, recursiveDefinitions, type Step, wrapper } from "./deepValues.ts";
import { formatStrings } from "./formatStrings.ts";
import { DEPTH, hostileValues } from "./hostileValues.ts";
import { type Answers, Inquiry } from "./Inquiry.ts";
import { LENGTH, longTexts, withText } from "./longTexts.ts";
import { type Place, placesOf, valueAt, withValueAt } from "./places.ts";
import { definitionOf, readSubject, type Target } from "./targets.ts";
import { Values } from "./Values.ts";

/** Whatever comes, every schema answers: with a result, in time, with not too many issues, and without side effects. */
const seed = 1;
const { program, targets } = await readSubject();
const full = new Values({ program, formats: formatStrings(seed), seed, full: true });
const inquiry = new Inquiry();

const examples = new Map<Node, unknown>();

/** A valid value with every property of the schema itself. */
function example(node: Node, target?: Target): unknown {
  if (!examples.has(node)) {
    examples.set(node, fc.sample(full.of(node, target && definitionOf(target)), { seed, numRuns: 1 })[0]);
  }
  return examples.get(node);
}

/** The smallest valid value. */
function least(node: Node): unknown {
  return fc.sample(full.least(node), { seed, numRuns: 1 })[0];
}

const places = new Map(
  targets.map((target) => {
    const own = placesOf(program, target, example(target.node, target)).filter((place) => place.own);
    return [target, own] as const;
  }),
);

/** Every place that is written in a schema itself, with a value around it. */
function* allPlaces(): Generator<readonly [target: Target, whole: unknown, place: Place]> {
  for (const [target, list] of places) for (const place of list) yield [target, example(target.node, target), place];
}

function messages(answer: Answers["strict"]): string {
  return answer && !answer.ok
    ? answer.issues
        .slice(0, 3)
        .map(({ message }) => message)
        .join("; ")
    : "accepted";
}

/** What a schema says, in short: no text, and of limits only that they are there. */
function kindOf(node: Node): string {
  const entries = Object.entries(node).filter(([name, value]) => value !== undefined && !/^desc|^known/.test(name));
  return JSON.stringify(entries.map(([name, value]) => (/^m[ai]/.test(name) ? name : [name, value])));
}

suite("hostile input", () => {
  const prototypes = [Object, Array, Function, String, Number, Boolean].map(({ prototype }) => prototype as object);
  const keys = prototypes.map((prototype) => Reflect.ownKeys(prototype));

  test("odd, polluting, throwing, deep, cyclic and huge values, for every schema", () => {
    for (const { label, value, plain } of hostileValues()) {
      for (const target of targets) inquiry.ask(target, value, label, plain);
    }
    inquiry.settle();
  });

  test("the same at every place of every schema", () => {
    const seen = new Set<string>();
    for (const { label, value, plain, big } of hostileValues()) {
      for (const [target, whole, { path, node }] of allPlaces()) {
        if (path.length === 0) continue;
        // The big ones take their time; for them one place of each kind will do.
        const key = `${label} ${kindOf(node)}`;
        if (big && seen.has(key)) continue;
        seen.add(key);
        inquiry.ask(target, withValueAt(whole, path, value), label, plain);
      }
    }
    inquiry.settle();
  });

  test("a getter that throws, at every place", () => {
    for (const [target, whole, { path }] of allPlaces()) {
      const key = path.at(-1);
      if (typeof key !== "string") continue;
      const parent: object = { ...(valueAt(whole, path.slice(0, -1)) as object) }; // it has a property
      const get = (): never => {
        throw new Error("canary");
      };
      Object.defineProperty(parent, key, { enumerable: true, get });
      const { strict } = inquiry.ask(target, withValueAt(whole, path.slice(0, -1), parent), "a getter");
      const told = strict && !strict.ok && !JSON.stringify(strict.issues).includes("canary");
      inquiry.expect(told === true, "a getter", `${target.name} at ${path.join("/")}: ${messages(strict)}`);
    }
    inquiry.settle();
  });

  test(`${DEPTH} levels of what holds itself, valid and wrong`, () => {
    const recursive = recursiveDefinitions(program);
    const ids = new Set(recursive.map(({ to }) => to));
    const ways = targets.map((target) => ({ target, there: findWay(program, target.node, (id) => ids.has(id)) }));
    let reached = 0;
    for (const way of recursive) {
      const level = wrapper(program, way, least);
      const inmost = least(way.from);
      const legal = nest(level, inmost, 500);
      const deep = { deep: nest(level, inmost, DEPTH), cyclic: tie(level) };
      // Wrong in every property but the one that leads on, if there are others.
      const others = way.from.kind === "object" ? way.from.properties.map(({ name }) => [name, Symbol("wrong")]) : [];
      const wrong = (inner: unknown): unknown => {
        const right = level(inner) as object; // what holds others is an object
        return { ...right, ...Object.fromEntries(others), ...pickKey(right, way.steps[0]) };
      };
      const bad = { "wrong at many levels": nest(wrong, inmost, 100) };
      const own = targets.find(({ definition, part }) => definition.id === way.to && part === undefined);
      if (own) {
        inquiry.ask(own, nest(wrong, inmost, 2000), "wrong at 2000 levels", true);
        inquiry.ask(own, nest(wrong, inmost, DEPTH / 5), "wrong and deep", true);
      }
      for (const { target, there } of ways) {
        if (there?.to !== way.to) continue;
        reached++;
        const around = wrapper(program, there, least);
        const { strict, shape } = inquiry.ask(target, around(legal), "500 levels", true);
        inquiry.expect(strict?.ok === true && shape?.ok === true, "500 levels", `${target.name}: ${messages(strict)}`);
        for (const [label, value] of Object.entries(deep)) inquiry.ask(target, around(value), label, true);
        for (const [label, value] of Object.entries(bad)) {
          const answer = inquiry.ask(target, around(value), label, true);
          inquiry.expect(answer.shape?.ok === false || others.length < 2, label, `${target.name}: accepted`);
        }
      }
    }
    inquiry.settle();
    console.log(`${ids.size} definitions hold themselves, ${reached} schemas hold one of them`);
    assert.ok(recursive.length > 3 && reached > 50, `${reached} schemas hold ${[...ids].join(", ")}`);
  });

  test("a megabyte of text at every place", () => {
    const text = "a".repeat(LENGTH / 10);
    for (const [target, whole, { path, node }] of allPlaces()) {
      inquiry.ask(target, withValueAt(whole, path, withText(node, text)), "1 MB", true);
    }
    inquiry.settle();
  });

  test("ten megabytes of text, for every kind of string", () => {
    const seen = new Set<string>();
    for (const [target, whole, { path, node }] of allPlaces()) {
      if (!/^(?:string|bytes|blob|cid-link|union|token)$/.test(node.kind)) continue;
      const kind = node.kind === "union" ? node.kind : kindOf(node);
      if (seen.has(kind)) continue;
      seen.add(kind);
      for (const text of longTexts(node))
        inquiry.ask(target, withValueAt(whole, path, withText(node, text)), "10 MB", true);
    }
    inquiry.settle();
    assert.ok(seen.size > 20, `${seen.size} kinds of strings`);
  });

  test("a million items, for lists of each kind", () => {
    const seen = new Set<string>();
    for (const [target, whole, { path, node }] of allPlaces()) {
      if (node.kind !== "array" || /^(?:ref|union|object|array)$/.test(node.items.kind)) continue;
      const kind = kindOf(node.items);
      if (seen.has(kind)) continue;
      seen.add(kind);
      const items = new Array(1_000_000).fill(example(node.items));
      inquiry.ask(target, withValueAt(whole, path, items), "a million items", true);
    }
    inquiry.settle();
    assert.ok(seen.size > 10, `${seen.size} kinds of lists`);
  });

  test("prototypes are as they were", () => {
    for (const [index, prototype] of prototypes.entries()) assert.deepEqual(Reflect.ownKeys(prototype), keys[index]);
    console.log(String(inquiry));
  });
});

/** The property that a way begins with. */
function pickKey(value: object, step: Step | undefined): object {
  return step?.kind === "property" ? { [step.name]: value[step.name as keyof typeof value] } : {};
}

const mark = Symbol("mark");

/** Makes a value of a level that holds itself. */
function tie(level: (inner: unknown) => unknown): unknown {
  const root = level({ [mark]: true }) as object; // what holds others is an object
  const replace = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    // A variant has a $type: the root, which it becomes, may have its own.
    if (mark in value) return "$type" in value ? Object.assign(root, { $type: value.$type }) : root;
    for (const [key, held] of Object.entries(value)) {
      const put = replace(held);
      if (put !== held) (value as { [key: string]: unknown })[key] = put; // an object, as just tested
    }
    return value;
  };
  return replace(root);
}

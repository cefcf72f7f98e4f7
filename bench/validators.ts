/**
 * Measures validators and prints medians in microseconds as JSON. Started by run.ts, in several processes. Everything
 * alternates in this one process; every value is freshly parsed from a text of its own, as that of a response is.
 *
 * A name alone is measured cold: nobody has looked at the value before, so whoever looks first waits for the memory that
 * it is in. `name, walked` is measured after a plain walk through the value, which is not timed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getProfile } from "bluesky/app/bsky/actor";
import { getPostThread, getTimeline } from "bluesky/app/bsky/feed";
import { listNotifications } from "bluesky/app/bsky/notification";
import type { Level, Schema } from "bluesky/schema";
import { lexiconToZod, type Zod } from "./lexiconToZod.ts";
import { vary } from "./vary.ts";

const rounds = Number(process.argv[2] ?? 60);
/** Whether all peers and fixtures take part, which need not be in every process. */
const all = process.argv[3] === "all";

const fixtures = {
  timeline: { nsid: "app.bsky.feed.getTimeline", schema: getTimeline.output },
  notifications: { nsid: "app.bsky.notification.listNotifications", schema: listNotifications.output },
  thread: { nsid: "app.bsky.feed.getPostThread", schema: getPostThread.output },
  profile: { nsid: "app.bsky.actor.getProfile", schema: getProfile.output },
} satisfies Record<string, { nsid: string; schema: Schema<never> | Schema<object> }>;

/** Says whether a value is valid; of an invalid one also reads the issues. */
type Validator = (value: unknown) => boolean;

const ours =
  (
    schema: { safeParse(value: unknown, options: { level: Level }): { ok: boolean; issues?: unknown } },
    level: Level,
  ): Validator =>
  (value) => {
    const result = schema.safeParse(value, { level });
    return result.ok;
  };

// Peers are loaded by name: they are installed when the benchmark runs first, and have no types here.
const load = (name: string): Promise<unknown> => import(name);
const atcute = (await load("@atcute/lexicons/validations")) as {
  safeParse(schema: unknown, value: unknown): { ok: boolean; issues?: readonly unknown[] };
};
const atcuteSchemas = {
  ...((await load("@atcute/bluesky")) as Record<string, { mainSchema: { output: { schema: unknown } } }>),
};
const lex = (await load("@bsky/sdk/lexicons")) as { [name: string]: unknown };
const { lexicons } = (await load("@atproto/api")) as {
  lexicons: { assertValidXrpcOutput(nsid: string, value: unknown): unknown };
};
const { z } = (await load("zod")) as { z: Zod };
const documents = JSON.parse(
  readFileSync(join(import.meta.dirname, "../packages/bluesky/src/lexicons/lexicons.json"), "utf8"),
);

function lexSchema(nsid: string): { safeParse(value: unknown): { success: boolean } } {
  let node: unknown = lex;
  for (const segment of nsid.split(".")) node = (node as Record<string, unknown>)[segment];
  return (node as { main: { output: { schema: ReturnType<typeof lexSchema> } } }).main.output.schema;
}

function attempt(run: () => void): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}

const pascal = (nsid: string): string => nsid.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());

function validators(
  nsid: string,
  schema: Parameters<typeof ours>[0],
): {
  readonly [name in "strict" | "shape" | "@atcute/lexicons" | "@atproto/api" | "zod" | "@atproto/lex"]: Validator;
} {
  const theirs = atcuteSchemas[pascal(nsid)]?.mainSchema.output.schema;
  const lexOne = lexSchema(nsid);
  const zod = lexiconToZod(z, documents, nsid);
  return {
    strict: ours(schema, "strict"),
    shape: ours(schema, "shape"),
    "@atcute/lexicons": (value) => {
      const result = atcute.safeParse(theirs, value);
      return result.ok || (result.issues?.length ?? 0) < 0;
    },
    "@atproto/api": (value) => attempt(() => lexicons.assertValidXrpcOutput(nsid, value)),
    zod: (value) => zod.safeParse(value).success,
    "@atproto/lex": (value) => lexOne.safeParse(value).success,
  };
}

/** What is measured, by name: what to do untimed with a value, and what to time. */
type Candidates = Record<string, readonly [prepare: (value: unknown) => void, validate: Validator]>;

function measure(text: string, valid: boolean, candidates: Candidates, count: number): Record<string, number> {
  const times: Record<string, number[]> = { "JSON.parse": [] };
  for (let round = 0; round < count * 2; round++) {
    const varied = vary(text);
    for (const [name, [prepare, validate]] of Object.entries(candidates)) {
      let start = performance.now();
      const parsed = JSON.parse(varied);
      times["JSON.parse"]?.push(performance.now() - start);
      const value = valid ? parsed : breakInThree(parsed);
      prepare(value);
      start = performance.now();
      const ok = validate(value);
      const time = performance.now() - start;
      if (ok !== valid)
        throw new Error(`${name} takes ${valid ? "a valid value for invalid" : "an invalid value for valid"}`);
      const list = times[name] ?? [];
      times[name] = list;
      list.push(time);
    }
  }
  // The first half warms up.
  return Object.fromEntries(
    Object.entries(times).map(([name, list]) => [name, median(list.slice(list.length >> 1)) * 1000]),
  );
}

function cold(validators: Readonly<Record<string, Validator>>): Candidates {
  return Object.fromEntries(Object.entries(validators).map(([name, validate]) => [name, [() => {}, validate]]));
}

function walked(validators: Readonly<Record<string, Validator>>): Candidates {
  return Object.fromEntries(
    Object.entries(validators).map(([name, validate]) => [`${name}, walked`, [walk, validate]]),
  );
}

/** Reads everything in a value, of a string its last character, and allocates nothing: that would move the value. */
function walk(value: unknown): void {
  if (typeof value === "string") seen += value.charCodeAt(value.length - 1);
  else if (Array.isArray(value)) for (let k = 0; k < value.length; k++) walk(value[k]);
  else if (typeof value === "object") for (const key in value) walk(value[key as keyof typeof value]);
}

/** What a walk found, so that no compiler leaves it out. */
let seen = 0;

function median(list: number[]): number {
  return list.sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

/** A wrong format, a wrong type, a missing property: in posts of a timeline, near its start, middle and end. */
function breakInThree(value: unknown): unknown {
  const { feed } = value as { feed: { post: { uri?: string; indexedAt: unknown; author: { did: string } } }[] };
  const [first, middle, last] = [feed[1], feed[feed.length >> 1], feed.at(-1)];
  if (!first || !middle || !last) throw new Error("The timeline is too short.");
  first.post.author.did = "nobody";
  middle.post.indexedAt = 5;
  delete last.post.uri;
  return value;
}

const results: Record<string, Record<string, number>> = {};
for (const [name, { nsid, schema }] of Object.entries(fixtures).slice(0, all ? 4 : 2)) {
  const text = readFileSync(join(import.meta.dirname, `fixtures/${name}.json`), "utf8");
  // Small fixtures take so little time that more rounds cost nothing.
  const count = Math.min(rounds * 20, Math.round((rounds * 400_000) / text.length));
  // What is slow leaves garbage behind, and so is measured after the others, in fewer rounds.
  const { strict, shape, "@atcute/lexicons": other, ...slow } = validators(nsid, schema);
  const fast = { strict, shape, "@atcute/lexicons": other };
  // Cold and walked apart: JSON.parse is slower after a cold one than after a walk.
  const times = measure(text, true, cold(fast), count);
  const { "JSON.parse": walkedParse = Number.NaN, ...walkedTimes } = measure(text, true, walked(fast), count);
  const { "JSON.parse": _, ...slowTimes } = all ? measure(text, true, cold(slow), Math.ceil(count / 10)) : {};
  results[name] = { ...times, "JSON.parse, walked": walkedParse, ...walkedTimes, ...slowTimes };
}
const text = readFileSync(join(import.meta.dirname, "fixtures/timeline.json"), "utf8");
const { strict, "@atcute/lexicons": other } = validators("app.bsky.feed.getTimeline", getTimeline.output);
const result = getTimeline.output.safeParse(breakInThree(JSON.parse(text)));
if (result.ok || result.issues.length !== 3) throw new Error("The invalid timeline does not have three issues.");
results["timeline, 3 issues"] = measure(text, false, cold({ strict, "@atcute/lexicons": other }), rounds);
if (!seen) throw new Error("Nothing was walked.");
console.log(JSON.stringify(results));

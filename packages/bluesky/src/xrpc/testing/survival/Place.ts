import { isBlueskyError } from "../../../errors/BlueskyError.ts";

/** What the functions below fail with. */
export const boom: Error = new Error("boom");

/** The deadline of whatever is given a bad function, in milliseconds. Its signal is aborted then, too. */
export const DEADLINE = 300;

/** The deadline of what does not wait for a bad function. */
const UNHURRIED = 30_000;

/** How long one takes that fails late: the deadline is over by then. */
const LATE = 450;

/** How much longer than its deadline something may take here, where many are under way at once on a busy machine. */
const SLACK = 15_000;

/** A function that a user may hand in, whatever it is asked for. */
export type Bad = (...args: unknown[]) => never;

/** What may become of a function that a user hands in. */
export const badFunctions: Readonly<Record<string, Bad>> = {
  "never ends": () => new Promise(() => {}) as never,
  throws: () => {
    throw boom;
  },
  rejects: () => Promise.reject(boom) as never,
  "rejects late": () => new Promise((_, reject) => setTimeout(reject, LATE, boom)) as never,
  "gives what it should not": () => ({ a: "surprise" }) as never,
};

/** A place that takes a function: something that waits for it. */
export interface Place {
  readonly name: string;
  /** Does what waits for the function, within limits: to be given on as options of a call, a lookup. */
  run(bad: Bad, limits: Limits): Promise<unknown>;
  /** Whether what the function throws is thrown as it is. @default false: it becomes an error of this SDK */
  readonly isPassedOn?: boolean | undefined;
  /** Whether what becomes of the function does not matter: what it is for succeeds all the same. @default false */
  readonly isIgnored?: boolean | undefined;
  /** Whether nobody waits for it either. */
  readonly isUnawaited?: boolean;
}

/** How long it may take. */
export interface Limits {
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/**
 * Puts each bad function into each place, all at once.
 *
 * @returns what is wrong: what did not end in time, or not with an error of this SDK
 */
export async function walkPlaces(places: readonly Place[]): Promise<string[]> {
  const cases = places.flatMap((place) => Object.entries(badFunctions).map((bad) => [place, ...bad] as const));
  const problems = await Promise.all(cases.map(([place, kind, bad]) => checkPlace(place, kind, bad)));
  // What fails late has failed by then, and would have ended the process.
  await new Promise((resolve) => setTimeout(resolve, LATE + 100));
  return problems.filter((problem) => problem !== undefined);
}

async function checkPlace(place: Place, kind: string, bad: Bad): Promise<string | undefined> {
  const controller = new AbortController();
  const { signal } = controller;
  // What nobody waits for takes no time of its own: on a busy machine the rest may take as long as it wants.
  const time = place.isUnawaited ? UNHURRIED : DEADLINE;
  const abort = setTimeout(() => controller.abort("enough"), time);
  const hangs = Symbol("hangs");
  let patience: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<symbol>((resolve) => {
    patience = setTimeout(resolve, time + SLACK, hangs);
  });
  try {
    const found = await Promise.race([late, place.run(bad, { deadline: time, signal })]);
    if (found === hangs) return `${place.name}: one that ${kind} holds it up`;
    // What is not seen to be wrong, or does not matter, changes nothing.
    return undefined;
  } catch (error) {
    if (place.isIgnored) return `${place.name}: one that ${kind} fails it: ${error}`;
    if (isBlueskyError(error) || (place.isPassedOn && error === boom)) return undefined;
    return `${place.name}: one that ${kind} ends it with ${error}, which is not ours`;
  } finally {
    clearTimeout(abort);
    clearTimeout(patience);
  }
}

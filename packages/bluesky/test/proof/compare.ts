import type { Issue, SafeParseResult } from "../../src/schema/index.ts";
import { type Oracle, pathOfError } from "./createOracle.ts";
import { type Difference, type Disagreement, differences } from "./differences.ts";
import { type Path, type Place, placesOf, valueAt } from "./places.ts";
import type { Subject, Target } from "./targets.ts";

export interface Comparison {
  readonly ours: SafeParseResult<unknown>;
  readonly theirs: string | undefined;
  /** What no listed difference explains. */
  readonly unexplained: readonly Disagreement[];
}

/** Compares our strict verdict with the judge's. The differences that it meets are added to `met`. */
export function compare(
  { program }: Subject,
  oracle: Oracle,
  target: Target,
  value: unknown,
  met: Set<Difference>,
): Comparison {
  const ours = target.schema.safeParse(value, { level: "strict" });
  const theirs = oracle(target, value);
  if (ours.ok && theirs === undefined) return { ours, theirs, unexplained: [] };
  let places: Place[] | undefined;
  const at = (path: Path): Place => {
    places ??= placesOf(program, target, value);
    const text = path.join("/");
    // The place itself, or the innermost one that it is in.
    const found = places.findLast(
      (place) => place.path.length === 0 || `${text}/`.startsWith(`${place.path.join("/")}/`),
    );
    if (!found) throw new Error("a value has at least the place that it is itself");
    return found;
  };
  const about = (path: Path): Disagreement => ({ path, value: valueAt(value, path), place: at(path) });
  const disagreements: Disagreement[] = [];
  if (theirs === undefined) {
    if (!ours.ok) {
      for (const issue of ours.issues) disagreements.push({ ...about(issue.path), issue });
    }
  } else {
    const path = pathOfError(target, theirs);
    const key = path?.join("/");
    // Of very many issues not all are told.
    const told = !ours.ok && (ours.issues.length >= 1000 || key === undefined);
    const both = told || (!ours.ok && ours.issues.some((issue) => isAbout(issue, key ?? "")));
    if (!both) disagreements.push({ ...about(path ?? []), error: theirs });
  }
  const unexplained = disagreements.filter((disagreement) => {
    const found = differences.find(({ explains }) => explains(disagreement));
    if (found) met.add(found);
    return !found;
  });
  return { ours, theirs, unexplained };
}

/** Whether an issue is about a place, about what it is in, or about the `$type` that decides what it should be. */
function isAbout({ path, code }: Issue, key: string): boolean {
  const place = path.join("/");
  if (place === key) return true;
  const around = path.at(-1) === "$type" ? path.slice(0, -1).join("/") : code === "type" ? place : undefined;
  return around !== undefined && (around === "" || key === around || key.startsWith(`${around}/`));
}

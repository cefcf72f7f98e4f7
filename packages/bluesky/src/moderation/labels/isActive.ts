import type { LabelLike } from "../contract/ModerationSubject.ts";

/** Whether a label says something, and still does. */
export function isActive({ neg, exp }: LabelLike, now: number): boolean {
  // Of an end that cannot be read nothing is known: the label stays.
  return !neg && !(exp !== undefined && Date.parse(exp) <= now);
}

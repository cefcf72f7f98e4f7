import type { LabelLike } from "../contract/ModerationSubject.ts";
import { isActive } from "./isActive.ts";

/**
 * The labels that hold: of those by the same labeler with the same value on the same thing the last one counts, unless it takes
 * the label back, or has ended. An AppView does this for its views; labels of `queryLabels` and of label streams come as they
 * were made.
 *
 * @example
 * ```ts
 * const { labels } = await queryLabels(client, { uriPatterns: [uri] });
 * activeLabels(labels).map(({ val }) => val);
 * ```
 * @see https://atproto.com/specs/label
 */
export function activeLabels<T extends LabelLike>(labels: readonly T[]): T[] {
  const last = new Map<string, T>();
  for (const label of labels) {
    const { src, uri, cid = "", val } = label;
    const key = JSON.stringify([src, uri, cid, val]);
    const other = last.get(key);
    if (!other || madeAt(label) >= madeAt(other)) last.set(key, label);
  }
  const now = Date.now();
  return [...last.values()].filter((label) => isActive(label, now));
}

function madeAt({ cts = "" }: LabelLike): number {
  return Date.parse(cts) || 0;
}

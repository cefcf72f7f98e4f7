/** Everything that can be seen of a decision, ours or an official one, in one form, as text. */
import type { OfficialDecision } from "./officialOf.ts";

const CONTEXTS = [
  ...(["profileList", "profileView", "avatar", "banner", "displayName"] as const),
  ...(["contentList", "contentView", "contentMedia"] as const),
];

interface Named {
  readonly labelDef?: unknown;
  readonly definition?: unknown;
  readonly downgraded?: boolean;
}

/** Causes in their order with all that they say, and what follows in each of the eight contexts. */
export function describeDecision(
  decision: Pick<OfficialDecision, "did" | "isMe" | "causes" | "blocked" | "muted" | "ui">,
): string {
  const { did, isMe, causes, blocked, muted } = decision;
  const place = (cause: object): number => causes.indexOf(cause);
  const uis = CONTEXTS.map((context) => {
    const { filters, blurs, alerts, informs, filter, blur, alert, inform, noOverride } = decision.ui(context);
    return {
      context,
      flags: [filter, blur, alert, inform, noOverride],
      in: [filters, blurs, alerts, informs].map((each) => each.map(place)),
    };
  });
  return JSON.stringify(sorted({ did, isMe, blocked, muted, causes: causes.map(describeCause), uis }), undefined, 1);
}

function describeCause(cause: object): object {
  const { labelDef, definition = labelDef, downgraded = false, ...rest } = cause as Named;
  return { ...rest, definition, downgraded };
}

/** The same with the keys of all objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}

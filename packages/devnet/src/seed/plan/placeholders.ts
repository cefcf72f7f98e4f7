import { drawLandscape, type Landscape } from "../pictures/drawLandscape.ts";
import type { Draft } from "./createDraft.ts";
import type { Placeholder, PlannedValue } from "./SeedPlan.ts";

/** What is known later: the DID of a person. */
export function did(person: string): Placeholder {
  return { $seed: "did", person };
}

/** What is known later: the URI of a record. */
export function uri(record: string): Placeholder {
  return { $seed: "uri", record };
}

/** What is known later: the URI and CID of a record. */
export function ref(record: string): Placeholder {
  return { $seed: "ref", record };
}

/** Adds a landscape to the pictures, once. */
export function picture(draft: Draft, id: string, by: string, landscape: Landscape): Placeholder {
  if (!draft.pictures.has(id)) draft.pictures.set(id, { by, draw: () => drawLandscape(id, landscape) });
  return { $seed: "blob", picture: id };
}

/** Labels that people put on what is theirs. */
export function labelled(values: readonly string[]): PlannedValue {
  return { $type: "com.atproto.label.defs#selfLabels", values: values.map((val) => ({ val })) };
}

import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { byteOffsets } from "./byteOffsets.ts";
import type { FacetFeature, RichText, TextEntity } from "./RichText.ts";
import { splitsPair } from "./splitsPair.ts";

/** A facet with its place in the JavaScript string. */
export interface PlacedFacet {
  readonly start: number;
  readonly end: number;
  readonly features: Facet["features"];
}

/**
 * The facets of a text that make sense, in their order. What others have written may be anything: a facet that is out
 * of range, empty, or ends inside of a character is left out, and so is one that begins within another, and whatever
 * has no features.
 */
export function placeFacets({ text, facets, entities }: RichText): PlacedFacet[] {
  if (!Array.isArray(facets) || facets.length === 0) return placeEntities(text, entities);
  const places = placesOfBytes(text);
  const placed: PlacedFacet[] = [];
  let floor = 0;
  const read = facets.map(readFacet).sort((a, b) => a.byteStart - b.byteStart);
  for (const { byteStart, byteEnd, features } of read) {
    const [start, end] = [places[byteStart] ?? -1, places[byteEnd] ?? -1];
    if (start < floor || end <= start || features.length === 0) continue;
    placed.push({ start, end, features });
    floor = end;
  }
  return placed;
}

function placeEntities(text: string, entities: RichText["entities"]): PlacedFacet[] {
  if (!Array.isArray(entities)) return [];
  const isPlace = (place: unknown): place is number =>
    Number.isSafeInteger(place) &&
    !splitsPair(text, Number(place)) &&
    Number(place) >= 0 &&
    Number(place) <= text.length;
  let floor = 0;
  return entities
    .flatMap((entity: unknown) => {
      const { index, type, value } = Object(entity) as Partial<TextEntity>;
      const { start, end } = Object(index) as Partial<TextEntity["index"]>;
      if (!isPlace(start) || !isPlace(end) || typeof value !== "string") return [];
      const features: FacetFeature[] = [];
      if (type === "link") features.push({ $type: "app.bsky.richtext.facet#link", uri: value });
      if (type === "mention") features.push({ $type: "app.bsky.richtext.facet#mention", did: value });
      return features.length > 0 ? [{ start, end, features }] : [];
    })
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      const fits = start >= floor && start < end;
      if (fits) floor = end;
      return fits;
    });
}

/** The facets in the form of records. The places must be in order. */
export function toFacets(text: string, placed: readonly PlacedFacet[]): Facet[] {
  const toBytes = byteOffsets(text);
  return placed.map(({ start, end, features }) => ({
    index: { byteStart: toBytes(start), byteEnd: toBytes(end) },
    features,
  }));
}

function readFacet(facet: unknown): { byteStart: number; byteEnd: number; features: FacetFeature[] } {
  const { index, features } = Object(facet) as Partial<Facet>;
  const { byteStart, byteEnd } = Object(index) as Partial<Facet["index"]>;
  return {
    byteStart: Number.isSafeInteger(byteStart) ? Number(byteStart) : -1,
    byteEnd: Number.isSafeInteger(byteEnd) ? Number(byteEnd) : -1,
    features: Array.isArray(features) ? features.filter((feature) => typeof feature?.$type === "string") : [],
  };
}

/**
 * For each byte of the text, and its end, the place in the string of the character that begins there; -1 inside of one.
 */
function placesOfBytes(text: string): Int32Array {
  const toBytes = byteOffsets(text);
  const places = new Int32Array(byteOffsets(text)(text.length) + 1).fill(-1);
  for (let place = 0; place < text.length; place += (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1) {
    places[toBytes(place)] = place;
  }
  places[places.length - 1] = text.length;
  return places;
}

import { RichText } from "@atproto/api";
import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";

/** What the official library detects, without resolving. It marks some facets with a `$type`, which says nothing. */
export function officialFacets(text: string): Facet[] {
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  return (rich.facets ?? []).map(({ index: { byteStart, byteEnd }, features }) => ({
    index: { byteStart, byteEnd },
    features: features as Facet["features"],
  }));
}

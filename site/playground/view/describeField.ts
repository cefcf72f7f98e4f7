import type { Schema } from "../lexicons/Collected.ts";

/** What kind of value a field takes, in a few words. */
export function describeType({ type, format, items, closed }: Schema): string {
  if (type === "array") return items ? `list of ${items.type === "ref" ? "objects" : describeType(items)}` : "list";
  if (type === "union") return closed ? "one of several" : "one of several, or another";
  if (type === "unknown") return "any object";
  if (type === "blob" || type === "file") return "file";
  if (type === "cid-link") return "link: a CID";
  if (type === "bytes") return "bytes, in base 64";
  return format ?? type;
}

/** Its limits and its default, as a sentence; empty if there are none. */
export function describeLimits(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, minGraphemes, maxGraphemes, accept, maxSize } = schema;
  const unit = schema.type === "array" ? "items" : "bytes";
  const parts = [
    range(minimum, maximum, ""),
    range(minGraphemes, maxGraphemes, " characters"),
    range(minLength, maxLength, ` ${unit}`),
    accept && accept.join() !== "*/*" ? `of type ${accept.join(" or ")}` : "",
    range(undefined, maxSize, " bytes"),
    schema.default === undefined ? "" : `${JSON.stringify(schema.default)} where nothing is said`,
  ].filter((part) => part);
  const text = parts.join(", ");
  return text && `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  const [from, to] = [least, most].map((value) => value?.toLocaleString("en"));
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`;
  if (from !== undefined) return `at least ${from}${unit}`;
  return to === undefined ? "" : `at most ${to}${unit}`;
}

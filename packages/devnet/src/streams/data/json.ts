import { CidLink } from "./CidLink.ts";
import type { CborValue } from "./decodeCbor.ts";

/** A value as JSON writes it: `{ $link }` for links, `{ $bytes }` for bytes. */
export function toJson(value: CborValue): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof CidLink) return { $link: value.toString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64").replace(/=+$/, "") };
  if (Array.isArray(value)) return value.map(toJson);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

/** A value of a script as CBOR writes it: `{ $link }` and `{ $bytes }` are taken for what they mean, and so is a `Uint8Array`. */
export function fromJson(value: unknown): CborValue {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (value instanceof Uint8Array || value instanceof CidLink) return value;
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== "object") throw new TypeError(`${typeof value} cannot be sent`);
  if ("$link" in value && typeof value.$link === "string") return CidLink.parse(value.$link);
  if ("$bytes" in value && typeof value.$bytes === "string") return Buffer.from(value.$bytes, "base64");
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromJson(item)]));
}

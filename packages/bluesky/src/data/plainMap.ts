import { utf8Length } from "../syntax/utf8Length.ts";
import { isBlob } from "./blob.ts";
import { isBytes } from "./bytes.ts";
import { isCidLink } from "./cidLink.ts";
import { STRICT } from "./GuardOptions.ts";
import { describe } from "./InvalidDataError.ts";
import { MAX_ENTRIES, MAX_KEY_BYTES, MAX_NESTING } from "./limits.ts";
import { Misfit, within } from "./Misfit.ts";

/** An object whose properties are the entries of a map. */
export interface PlainMap {
  [key: string]: unknown;
}

/** Fails for what is no plain object, as are class instances, dates, maps: they would lose what they are. */
export function checkPlain(value: object): asserts value is PlainMap {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of other realms have another Object.prototype, which has no prototype either.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new Misfit("a plain object", "an instance of a class");
  }
}

/** The keys of a map that have a value. Fails if the limits of the data model are exceeded. */
export function keysOf(map: PlainMap): string[] {
  const keys = Object.keys(map).filter((key) => map[key] !== undefined);
  checkEntries(keys.length);
  return keys;
}

/** Fails if a container has more entries than the data model allows. */
export function checkEntries(count: number): void {
  if (count > MAX_ENTRIES) throw new Misfit(`at most ${MAX_ENTRIES} entries`, `${count}`);
}

/** Fails if a container, within so many others, is nested more deeply than the data model allows. */
export function checkNesting(outer: number, most: number = MAX_NESTING): void {
  if (outer >= most) throw new Misfit(`at most ${most} containers one in another`, "more");
}

/** Fails for text that no encoding of Unicode has: what is sent in its place would be another text. */
export function checkText(text: string): void {
  if (/[\ud800-\udfff]/u.test(text)) throw new Misfit("text", "a lone surrogate");
}

/** Fails for a `$type` that names nothing, and for a blob that is none. */
export function checkType(map: PlainMap): void {
  const { $type } = map;
  if ($type === undefined) return;
  if (typeof $type !== "string" || $type === "")
    throw within(new Misfit("the name of a type", describe($type)), "$type");
  if ($type === "blob" && !isBlob(map, STRICT)) {
    throw new Misfit('a blob: { $type: "blob", ref: { $link }, mimeType, size }', "another object");
  }
}

/** Fails for a key that is too long, or that only links and bytes have in the JSON form. */
export function checkKey(key: string): void {
  if (key.length * 3 > MAX_KEY_BYTES && utf8Length(key) > MAX_KEY_BYTES) {
    throw new Misfit(`a key of at most ${MAX_KEY_BYTES} bytes`, `${utf8Length(key)}`);
  }
  checkText(key);
  if (key === "$link" || key === "$bytes") throw new Misfit(`${key} alone in its object, and valid`, "another object");
}

/** A link or bytes, if it is such that the keys tell of: `{ $link }`, `{ $bytes }`. Fails if it is one that is not valid. */
export function linkOrBytes(map: PlainMap, keys: string[]): { $link: string } | { $bytes: string } | undefined {
  if (keys.length !== 1) return undefined;
  const [key] = keys;
  if (key === "$link") {
    // Read once: what a getter returns may change.
    const link = { $link: map.$link };
    if (!isCidLink(link, STRICT)) throw new Misfit("a valid CID in $link", describe(link.$link));
    return link;
  }
  if (key === "$bytes") {
    const bytes = { $bytes: map.$bytes };
    if (!isBytes(bytes, STRICT)) throw new Misfit("valid base 64 in $bytes", describe(bytes.$bytes));
    return bytes;
  }
  return undefined;
}

/** Sets an own property, also one named `__proto__`, which an assignment would take for the prototype. */
export function setOwn<T>(target: { [key: string]: T }, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}

/** A `$type` that no definition has: it lets an open union narrow by `$type`, and shows up nowhere else. */
declare enum UnknownType {
  _ = "",
}

/**
 * The variant of an open union that this version does not know. It is kept as it came and can be passed on. To make
 * one, use `variant`.
 */
export interface UnknownVariant {
  $type: UnknownType;
  [key: string]: unknown;
}

/**
 * Makes a variant of an open union from an object whose `$type` the union does not know.
 *
 * @example
 * ```ts
 * await create(client, Post, { text: "hi", createdAt: now(), embed: variant({ $type: "com.example.embed", id: 1 }) });
 * ```
 */
export function variant(value: { $type: string; [key: string]: unknown }): UnknownVariant {
  return value as unknown as UnknownVariant; // no string is an UnknownType: that is its purpose
}

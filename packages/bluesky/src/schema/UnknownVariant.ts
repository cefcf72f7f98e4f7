/** A `$type` that no definition has: it lets an open union narrow by `$type`, and shows up nowhere else. */
declare enum UnknownType {
  _ = "",
}

/**
 * A variant of an open union that this version does not know. It is kept as it is and can be passed on. To create one,
 * use `variant`.
 */
export interface UnknownVariant {
  /** The name of the variant. */
  $type: UnknownType;
  [key: string]: unknown;
}

/**
 * Turns an object into a variant of an open union that does not know its `$type`.
 *
 * @example
 * ```ts
 * await create(client, Post, { text: "hi", createdAt: now(), embed: variant({ $type: "com.example.embed", id: 1 }) });
 * ```
 */
export function variant(value: { $type: string; [key: string]: unknown }): UnknownVariant {
  return value as unknown as UnknownVariant; // no string is an UnknownType: that is its purpose
}
